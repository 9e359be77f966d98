# Libraries of the core: found on the system or among the wheels of the build environment, never downloaded
# unless asked for (off line a download retries for a minute and a half).

option(YANBAO_DOWNLOAD "Download Eigen and nlohmann/json where they are not found" OFF)

# Eigen 3.4 refuses version ranges and Eigen 5 refuses 3.4, so each is asked for by its own name.
foreach(version 3.4 5)
  if(NOT Eigen3_FOUND)
    find_package(Eigen3 ${version} CONFIG QUIET PATH_SUFFIXES cmeel.prefix/share/eigen3/cmake)
  endif()
endforeach()

find_package(nlohmann_json 3.11 CONFIG QUIET)
if(NOT nlohmann_json_FOUND)
  find_package(nlohmann_json 3.11 MODULE QUIET)
endif()

if(YANBAO_DOWNLOAD)
  include(Download)
endif()

foreach(target Eigen3::Eigen nlohmann_json::nlohmann_json)
  if(NOT TARGET ${target})
    message(FATAL_ERROR "${target} is not found. Install it from the system (libeigen3-dev, nlohmann-json3-dev), "
                        "or the wheels cmeel-eigen and nlohmann-json, or set YANBAO_DOWNLOAD=ON.")
  endif()
endforeach()
