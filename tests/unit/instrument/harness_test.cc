#include "instrument/harness.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace csnake::instrument {
namespace {

constexpr std::string_view kBegin = "csnake_body_begin()";

size_t Times(const std::string& text, std::string_view word) {
  size_t times = 0;
  for (size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) ++times;
  return times;
}

TEST(Harness, OtherTextIsLeftAlone) {
  const std::string text = "void TestBody() {}\nint main() { return 0; }\n";
  EXPECT_FALSE(HasTestBodies(text));
  EXPECT_EQ(HookTestBodies(text), text);
}

TEST(Harness, BodiesBeginWithTheHook) {
  const std::string text = "class A_B_Test { void TestBody(); };\nvoid A_B_Test::TestBody() { Run(); }\n";
  ASSERT_TRUE(HasTestBodies(text));
  const std::string hooked = HookTestBodies(text);
  EXPECT_EQ(Times(hooked, kBegin), 1u);
  EXPECT_TRUE(hooked.starts_with("class A_B_Test { void TestBody(); };\nvoid A_B_Test::TestBody() { int csnake_body __attribute__((cleanup"));
  EXPECT_TRUE(hooked.ends_with(" Run(); }\n"));
}

TEST(Harness, LineMarkersMayStandBeforeTheBrace) {
  const std::string text = "void A::TestBody()\n# 7 \"a_test.cc\"\n\n {\n}\nvoid B::TestBody()\n;\n";
  const std::string hooked = HookTestBodies(text);
  EXPECT_EQ(Times(hooked, kBegin), 1u);
  EXPECT_EQ(std::ranges::count(hooked, '\n'), std::ranges::count(text, '\n'));
  EXPECT_LT(hooked.find("# 7"), hooked.find(kBegin));
}

TEST(Harness, CallsAndDeclarationsAreNoBodies) {
  EXPECT_EQ(Times(HookTestBodies("void F() { p->A::TestBody(); }\n"), kBegin), 0u);
  EXPECT_EQ(Times(HookTestBodies("void A::TestBody()"), kBegin), 0u) << "the text ends";
  EXPECT_EQ(Times(HookTestBodies("void A::TestBody()\n# 1 \"x\""), kBegin), 0u);
}

TEST(Harness, FatalAssertionsNeedNotEndTheBody) {
  const std::string assertion = "return ::testing::internal::AssertHelper(::testing::TestPartResult::kFatalFailure, \"f\", 3, \"m\") = ::testing::Message()";
  const std::string text = "if (ok) ; else " + assertion + " << \"why\";\n";
  const std::string hooked = HookTestBodies(text);
  EXPECT_EQ(Times(hooked, "csnake_assertions_end_body()"), 1u);
  EXPECT_NE(hooked.find("/*return*/ ::testing::internal::AssertHelper("), std::string::npos) << hooked;
  EXPECT_EQ(hooked.find("kNonFatal"), std::string::npos);
  const std::string soft = "::testing::internal::AssertHelper(::testing::TestPartResult::kNonFatalFailure, \"f\", 3, \"m\") = m;";
  EXPECT_EQ(HookTestBodies(soft), soft);
}

// Expansions of Catch2 2.13.10 and 3.7.1, with registrations cut short.
TEST(Harness, BodiesOfCatch2) {
  const auto hooks = [](const std::string& text) {
    EXPECT_TRUE(HasTestBodies(text));
    return Times(HookTestBodies(text), kBegin);
  };
  EXPECT_EQ(hooks("static void C_A_T_C_H_T_E_S_T_0(); namespace{ Catch::AutoReg r( Catch::makeTestInvoker( &C_A_T_C_H_T_E_S_T_0 ) ); } "
                  "static void C_A_T_C_H_T_E_S_T_0() { Run(); }\n"), 1u);
  EXPECT_EQ(hooks("namespace{ struct C_A_T_C_H_T_E_S_T_2 : Fixture { void test(); }; } void C_A_T_C_H_T_E_S_T_2::test()\n# 3 \"t.cc\"\n{\n}\n"), 1u);
  EXPECT_EQ(hooks("template<typename...Types> struct C_A_T_C_H_T_E_M_P_L_A_T_E_T_E_S_T_6{ C_A_T_C_H_T_E_M_P_L_A_T_E_T_E_S_T_6(){ int index = 0; } }; "
                  "template< typename TestType> static void C_A_T_C_H_T_E_M_P_L_A_T_E_T_E_S_T_F_U_N_C_7() { Run(); }"), 1u);
  EXPECT_EQ(hooks("template<typename TestType> void C_A_T_C_H_T_E_M_P_L_A_T_E_T_E_S_T_9<TestType>::test() { Run(); }"), 1u);
  EXPECT_EQ(hooks("static void CATCH2_INTERNAL_TEST_0(); static void CATCH2_INTERNAL_TEST_0() { Run(); }"), 1u);
  EXPECT_EQ(hooks("void CATCH2_INTERNAL_TEST_4::test() const { Run(); }"), 1u);
  EXPECT_EQ(hooks("struct CATCH2_INTERNAL_TEMPLATE_TEST_5{ CATCH2_INTERNAL_TEMPLATE_TEST_5(){ } }; void F() { CATCH2_INTERNAL_TEST_0(); }"), 0u);
}

TEST(Harness, FatalAssertionsOfCatch2NeedNotEndTheBody) {
  const std::string handler = "Catch::AssertionHandler catchAssertionHandler( \"REQUIRE\"_catch_sr, ::Catch::SourceLineInfo( \"t.cc\", "
                              "static_cast<std::size_t>( 6 ) ), ";
  const std::string mild = "(csnake_assertions_end_body() ? Catch::ResultDisposition::Normal : Catch::ResultDisposition::ContinueOnFailure)";
  EXPECT_EQ(HookTestBodies(handler + "\"x\", Catch::ResultDisposition::Normal );"), handler + "\"x\", " + mild + " );");
  EXPECT_EQ(HookTestBodies(handler + "\"x\", Catch::ResultDisposition::Normal | Catch::ResultDisposition::FalseTest );"),
            handler + "\"x\", " + mild + " | Catch::ResultDisposition::FalseTest );");
  for (const char* rest : {"\"x\", Catch::ResultDisposition::ContinueOnFailure );",   // CHECK
                           "Catch::StringRef(), Catch::ResultDisposition::Normal );"})  // FAIL, SKIP
    EXPECT_EQ(HookTestBodies(handler + rest), handler + rest);
}

// Expansions of doctest 2.4.9 and Boost 1.74.
TEST(Harness, BodiesOfDoctest) {
  const auto hooks = [](const std::string& text) { return Times(HookTestBodies(text), kBegin); };
  EXPECT_EQ(hooks("static void DOCTEST_ANON_FUNC_60(); static const int DOCTEST_ANON_VAR_61 = consume(&DOCTEST_ANON_VAR_61, "
                  "regTest( doctest::detail::TestCase( DOCTEST_ANON_FUNC_60, \"t.cc\", 31))); static void DOCTEST_ANON_FUNC_60() { Run(); }"), 1u);
  EXPECT_EQ(hooks("static void _DOCTEST_ANON_FUNC_2() { Run(); }"), 1u) << "2.4.6";
  const std::string fixture = "struct DOCTEST_ANON_CLASS_4 : public Fix { void f(); }; static inline __attribute__((noinline)) void "
                              "DOCTEST_ANON_FUNC_5() { DOCTEST_ANON_CLASS_4 v; v.f(); } inline __attribute__((noinline)) void DOCTEST_ANON_CLASS_4::f() ";
  EXPECT_NE(HookTestBodies(fixture + "{ Run(); }").find("DOCTEST_ANON_CLASS_4::f() { int csnake_body"), std::string::npos);
  EXPECT_EQ(hooks(fixture + "{ Run(); }"), 1u) << "not where the fixture is made";
  EXPECT_EQ(hooks("template <typename T> static void DOCTEST_ANON_TMP_62(); struct DOCTEST_ANON_TMP_62ITERATOR<std::tuple<>> { "
                  "DOCTEST_ANON_TMP_62ITERATOR(const char*, unsigned, int) {} }; template <typename T> static void DOCTEST_ANON_TMP_62() { Run(); }"), 1u);
  EXPECT_EQ(HookTestBodies("ResultBuilder rb(doctest::assertType::DT_REQUIRE_THROWS_AS, 1);"),
            "ResultBuilder rb((csnake_assertions_end_body() ? doctest::assertType::DT_REQUIRE_THROWS_AS : doctest::assertType::DT_CHECK_THROWS_AS), 1);");
  EXPECT_FALSE(HasTestBodies("ResultBuilder rb(doctest::assertType::DT_CHECK, 1);"));
}

TEST(Harness, BodiesOfBoostTest) {
  const auto hooks = [](const std::string& text) { return Times(HookTestBodies(text), kBegin); };
  EXPECT_EQ(hooks("struct first : public F { void test_method(); }; static void first_invoker() { first t; t.test_method(); } void first::test_method() { Run(); }"), 1u);
  EXPECT_EQ(hooks("template<typename T> void typed<T>::test_method() { Run(); }"), 1u);
  EXPECT_EQ(hooks("struct datacase : public F { template< typename Arg0> static void test_method( Arg0 const& n ) { datacase t; t._impl(n); } }; "
                  "template< typename Arg0> void datacase::_impl( Arg0 const& n ) { Run(); }"), 1u);
  EXPECT_EQ(HookTestBodies("report_assertion( (1), ::boost::test_tools::tt_detail::REQUIRE, 0 );"),
            "report_assertion( (1), (csnake_assertions_end_body() ? ::boost::test_tools::tt_detail::REQUIRE : ::boost::test_tools::tt_detail::CHECK), 0 );");
}

}  // namespace
}  // namespace csnake::instrument
