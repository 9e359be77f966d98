# yanbao_room(<name> [LINKS <room>...] [PUBLIC <library>...] [PRIVATE <library>...])
#
# One room of the house: the static library yanbao_<name> of all the sources in this folder.  A room sees its own
# headers and those of the rooms that it links, and no others: each has an include folder of its own, which holds
# nothing but a link to the room.  An include that runs against the direction does not compile.
function(yanbao_room name)
  cmake_parse_arguments(PARSE_ARGV 1 room "" "" "LINKS;PUBLIC;PRIVATE")
  set(target yanbao_${name})
  file(GLOB sources CONFIGURE_DEPENDS *.cpp)
  if(sources)
    add_library(${target} STATIC ${sources})
    set(scope PUBLIC)
    target_link_libraries(${target} PRIVATE ${room_PRIVATE})
  else()
    add_library(${target} INTERFACE)
    set(scope INTERFACE)
  endif()

  if(WIN32) # a symbolic link asks for rights that a user may not have
    set(include_dir ${PROJECT_SOURCE_DIR}/cpp)
  else()
    set(include_dir ${PROJECT_BINARY_DIR}/include/${name})
    file(MAKE_DIRECTORY ${include_dir}/yanbao)
    file(CREATE_LINK ${CMAKE_CURRENT_SOURCE_DIR} ${include_dir}/yanbao/${name} SYMBOLIC)
  endif()
  target_include_directories(${target} ${scope} ${include_dir})

  list(TRANSFORM room_LINKS PREPEND yanbao_)
  target_link_libraries(${target} ${scope} ${room_LINKS} ${room_PUBLIC})
  set_property(GLOBAL APPEND PROPERTY YANBAO_ROOMS ${name})
endfunction()
