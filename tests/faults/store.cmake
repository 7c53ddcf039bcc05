# The outbox under faults, after SQLite's own recipe ("How SQLite Is Tested", sections 3.1 to 3.4).
set(store_faults io alloc power numbers)
if(NOT CMAKE_C_FLAGS MATCHES "-fsanitize") # its malloc stands where a sanitizer has its own
  list(APPEND store_faults malloc)
endif()
foreach(fault IN LISTS store_faults)
  add_executable(faults_store_${fault} ${CMAKE_CURRENT_LIST_DIR}/store_${fault}.c ${CMAKE_CURRENT_LIST_DIR}/store_work.c)
  house_link(faults_store_${fault} store base glib sodium cmocka)
  add_test(NAME faults.store_${fault} COMMAND faults_store_${fault})
  set_tests_properties(faults.store_${fault} PROPERTIES LABELS faults TIMEOUT 3000)
endforeach()
foreach(fault io alloc malloc)
  if(TARGET faults_store_${fault})
    target_sources(faults_store_${fault} PRIVATE ${CMAKE_CURRENT_LIST_DIR}/store_hot.c)
  endif()
endforeach()
target_sources(faults_store_io PRIVATE ${CMAKE_CURRENT_LIST_DIR}/fault_vfs.c)
target_sources(faults_store_alloc PRIVATE ${CMAKE_CURRENT_LIST_DIR}/fault_alloc.c)
target_sources(faults_store_power PRIVATE ${CMAKE_CURRENT_LIST_DIR}/crash_disk.c ${CMAKE_CURRENT_LIST_DIR}/crash_vfs.c
  ${CMAKE_CURRENT_LIST_DIR}/fault_vfs.c ${CMAKE_CURRENT_LIST_DIR}/fault_alloc.c)
target_sources(faults_store_numbers PRIVATE ${CMAKE_CURRENT_LIST_DIR}/fault_vfs.c)
target_link_options(faults_store_numbers PRIVATE -Wl,--wrap=open,--wrap=write,--wrap=fsync,--wrap=rename)

# The plug is pulled: root and loop devices, else skipped.
add_executable(store_cuts ${CMAKE_CURRENT_LIST_DIR}/store_cuts.c ${CMAKE_CURRENT_LIST_DIR}/store_work.c)
house_link(store_cuts store base glib sodium cmocka)
add_test(NAME faults.cuts COMMAND /usr/bin/python3 ${CMAKE_CURRENT_LIST_DIR}/test_cuts.py)
set_tests_properties(faults.cuts PROPERTIES LABELS faults TIMEOUT 3000 SKIP_RETURN_CODE 77
  ENVIRONMENT "LC_BUILD=${PROJECT_BINARY_DIR};PYTHONDONTWRITEBYTECODE=1")
find_library(LC_paho paho-mqtt3a REQUIRED)
add_executable(cuts_paho ${CMAKE_CURRENT_LIST_DIR}/cuts_paho.c)
house_link(cuts_paho glib)
target_link_libraries(cuts_paho PRIVATE ${LC_paho})
