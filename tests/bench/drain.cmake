# The drain of a full outbox, 500 rows or 10,000 with LC_LONG, beside paho and mosquitto, and what each loses in power
# cuts (root and loop devices; else it says so); one table, asserts no times.
find_library(LC_paho paho-mqtt3a REQUIRED)
add_executable(bench_drain ${CMAKE_CURRENT_LIST_DIR}/drain.c ${CMAKE_CURRENT_LIST_DIR}/paho.c
  ${PROJECT_SOURCE_DIR}/tests/faults/both_ends.c)
target_include_directories(bench_drain PRIVATE ${PROJECT_SOURCE_DIR}/tests/faults)
house_link(bench_drain sync wire store base glib sodium sqlite openssl curl)
target_link_libraries(bench_drain PRIVATE ${LC_paho})
add_dependencies(bench_drain kiosk-platform)
house_test(bench.drain /usr/bin/python3 ${CMAKE_CURRENT_LIST_DIR}/drain.py)
set_tests_properties(bench.drain PROPERTIES LABELS bench RUN_SERIAL ON TIMEOUT 900
  ENVIRONMENT "LC_BUILD=${PROJECT_BINARY_DIR};PYTHONDONTWRITEBYTECODE=1")
