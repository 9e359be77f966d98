# yanbao_catch: Catch2 3, else 2.13, from the system; else the bare header of version 2 below YANBAO_CATCH2_DIR.

set(YANBAO_CATCH2_DIR "" CACHE PATH "Folder that holds catch2/catch.hpp, where Catch2 is not installed")

foreach(version 3 2.13)
  if(NOT Catch2_FOUND)
    find_package(Catch2 ${version} CONFIG QUIET)
  endif()
endforeach()

if(TARGET Catch2::Catch2WithMain)
  add_library(yanbao_catch INTERFACE)
  target_link_libraries(yanbao_catch INTERFACE Catch2::Catch2WithMain)
else()
  find_path(catch2_include catch2/catch.hpp HINTS ${YANBAO_CATCH2_DIR} NO_CACHE)
  if(NOT catch2_include)
    message(FATAL_ERROR "Catch2 is not found. Install it (catch2), or unpack the wheel comma-deps-catch2 "
                        "and set YANBAO_CATCH2_DIR, as tests/run does.")
  endif()
  set(main ${CMAKE_CURRENT_BINARY_DIR}/catch_main.cpp)
  file(CONFIGURE OUTPUT ${main} CONTENT "#define CATCH_CONFIG_MAIN\n#include <catch2/catch.hpp>\n")
  add_library(yanbao_catch STATIC ${main})
  target_include_directories(yanbao_catch SYSTEM PUBLIC ${catch2_include})
  if(YANBAO_SANITIZE) # the framework is not what is tested, and half a minute of compiling
    target_compile_options(yanbao_catch PRIVATE -fno-sanitize=all)
  endif()
endif()
