# The line under faults: a proxy of our own between the real drain and the real platform.
add_executable(faults_exactly_once ${CMAKE_CURRENT_LIST_DIR}/exactly_once.c ${CMAKE_CURRENT_LIST_DIR}/both_ends.c
  ${CMAKE_CURRENT_LIST_DIR}/proxy.c ${CMAKE_CURRENT_LIST_DIR}/proxy_raw.c ${CMAKE_CURRENT_LIST_DIR}/proxy_speak.c)
house_link(faults_exactly_once sync wire store base glib sodium sqlite openssl ssl curl cmocka)
add_dependencies(faults_exactly_once kiosk-platform)
house_test(faults.exactly_once faults_exactly_once)
set_tests_properties(faults.exactly_once PROPERTIES LABELS faults TIMEOUT 3600 PROCESSORS 2 COST 300
  ENVIRONMENT "LC_BUILD=${PROJECT_BINARY_DIR}")
add_executable(faults_online ${CMAKE_CURRENT_LIST_DIR}/online.c ${CMAKE_CURRENT_LIST_DIR}/both_ends.c
  ${CMAKE_CURRENT_LIST_DIR}/proxy.c ${CMAKE_CURRENT_LIST_DIR}/proxy_raw.c ${CMAKE_CURRENT_LIST_DIR}/proxy_speak.c
  ${PROJECT_SOURCE_DIR}/app/agent/asker.c)
house_link(faults_online sync wire store base glib sodium jansson sqlite openssl ssl curl cmocka)
add_dependencies(faults_online kiosk-platform)
house_test(faults.online faults_online)
set_tests_properties(faults.online PROPERTIES LABELS faults TIMEOUT 300
  ENVIRONMENT "LC_BUILD=${PROJECT_BINARY_DIR}")
