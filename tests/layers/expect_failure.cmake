# expect_failure.cmake — passes when SCRIPT, run on ROOT, fails and says every line of EXPECTED.
#
# A line of EXPECTED is a piece of the message; white space counts as one blank. Lines that begin with `!` must not appear.
cmake_minimum_required(VERSION 3.25)
execute_process(COMMAND ${CMAKE_COMMAND} -DROOT=${ROOT} -DLAYERS=${LAYERS} -P ${SCRIPT}
                RESULT_VARIABLE code OUTPUT_VARIABLE said ERROR_VARIABLE said)
if(code EQUAL 0)
  message(FATAL_ERROR "${SCRIPT} passed on ${ROOT}, which breaks the rule. It said:\n${said}")
endif()
string(REGEX REPLACE "[ \t\n]+" " " flat "${said}")
file(STRINGS ${EXPECTED} lines)
foreach(line IN LISTS lines)
  string(REGEX REPLACE "^!" "" piece "${line}")
  string(FIND "${flat}" "${piece}" at)
  if(at EQUAL -1 AND piece STREQUAL line)
    message(FATAL_ERROR "${SCRIPT} failed on ${ROOT}, as it should, but did not say: ${piece}\nIt said:\n${said}")
  elseif(NOT at EQUAL -1 AND NOT piece STREQUAL line)
    message(FATAL_ERROR "${SCRIPT} complains about what is allowed: ${piece}\nIt said:\n${said}")
  endif()
endforeach()
