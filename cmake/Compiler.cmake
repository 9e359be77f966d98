# How every file of the project is compiled.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_CXX_VISIBILITY_PRESET hidden)
set(CMAKE_VISIBILITY_INLINES_HIDDEN ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

if(NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
  set(CMAKE_BUILD_TYPE Release)
endif()

# Under CMAKE_UNITY_BUILD the files of a target are compiled by the two dozen, in a third of the time; anonymous
# namespaces then meet, so a name is given once in a room.
if(NOT DEFINED CMAKE_UNITY_BUILD_BATCH_SIZE)
  set(CMAKE_UNITY_BUILD_BATCH_SIZE 24)
endif()

if(NOT DEFINED CMAKE_CXX_COMPILER_LAUNCHER)
  find_program(YANBAO_CCACHE ccache)
  if(YANBAO_CCACHE)
    set(CMAKE_CXX_COMPILER_LAUNCHER ${YANBAO_CCACHE})
  endif()
endif()

if(MSVC)
  add_compile_options(/utf-8 /permissive- /W4 /fp:precise)
else()
  # g++ 12 warns of std::string's own concatenation (gcc.gnu.org/PR105651)
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    add_compile_options(-Wno-restrict)
  endif()
  add_compile_options(-Wall -Wextra -Wpedantic -Wconversion -Wshadow)
  # -O3 reads no report faster, and takes a fifth longer to compile
  string(REPLACE "-O3" "-O2" CMAKE_CXX_FLAGS_RELEASE "${CMAKE_CXX_FLAGS_RELEASE}")
  # the same input gives the same bits on every machine: no fused multiply-add
  add_compile_options(-ffp-contract=off)
endif()

if(YANBAO_WERROR)
  set(CMAKE_COMPILE_WARNING_AS_ERROR ON)
endif()

if(YANBAO_SANITIZE)
  add_compile_options(-fsanitize=${YANBAO_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${YANBAO_SANITIZE})
  if(YANBAO_SANITIZE MATCHES undefined)
    # a third of the time to compile, for what the address sanitizer sees as well or the core does not do
    add_compile_options(-fno-sanitize=null,alignment,object-size,vptr)
  endif()
endif()

if(YANBAO_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()

if(YANBAO_COVERAGE)
  add_compile_options(--coverage)
  add_link_options(--coverage)
endif()
