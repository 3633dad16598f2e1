# What every target of ours shares, and csnake_library(), which declares a room.
include(GNUInstallDirs)

set(CMAKE_CXX_STANDARD 23)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_C_STANDARD 11)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)
set(CMAKE_ARCHIVE_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/lib)

find_package(PkgConfig REQUIRED)

add_library(csnake_options INTERFACE)
target_compile_options(csnake_options INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion
                       -Wno-deprecated-declarations) # libstdc++ 12's stable_sort under clang 19
target_include_directories(csnake_options INTERFACE ${PROJECT_SOURCE_DIR})

# csnake_library(NAME SOURCES ... [PUBLIC targets] [PRIVATE targets]): static library csnake_NAME, alias csnake::NAME.
function(csnake_library name)
  cmake_parse_arguments(ARG "" "" "SOURCES;PUBLIC;PRIVATE" ${ARGN})
  add_library(csnake_${name} STATIC ${ARG_SOURCES})
  add_library(csnake::${name} ALIAS csnake_${name})
  target_include_directories(csnake_${name} PUBLIC ${PROJECT_SOURCE_DIR})
  target_link_libraries(csnake_${name} PUBLIC ${ARG_PUBLIC} PRIVATE csnake_options ${ARG_PRIVATE})
endfunction()
