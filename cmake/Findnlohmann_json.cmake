# The wheel nlohmann-json holds bare headers, without a CMake package of their own.

find_path(nlohmann_json_INCLUDE_DIR nlohmann/json.hpp PATH_SUFFIXES nlohmann_json/include NO_CACHE)

if(nlohmann_json_INCLUDE_DIR)
  set(abi ${nlohmann_json_INCLUDE_DIR}/nlohmann/detail/abi_macros.hpp)
  foreach(part MAJOR MINOR PATCH)
    file(STRINGS ${abi} line REGEX "#define NLOHMANN_JSON_VERSION_${part} [0-9]+" LIMIT_COUNT 1)
    string(REGEX MATCH "([0-9]+)" ${part} "${line}")
  endforeach()
  set(nlohmann_json_VERSION ${MAJOR}.${MINOR}.${PATCH})
endif()

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(
  nlohmann_json
  REQUIRED_VARS nlohmann_json_INCLUDE_DIR
  VERSION_VAR nlohmann_json_VERSION)

if(nlohmann_json_FOUND AND NOT TARGET nlohmann_json::nlohmann_json)
  add_library(nlohmann_json::nlohmann_json INTERFACE IMPORTED)
  target_include_directories(nlohmann_json::nlohmann_json INTERFACE ${nlohmann_json_INCLUDE_DIR})
endif()
