# Lets csnake_check_registered_tests look at a tree of files without a build.
include(${CMAKE_CURRENT_LIST_DIR}/../../cmake/CsnakeCheckRegisteredTests.cmake)
csnake_check_registered_tests(${ROOT})
