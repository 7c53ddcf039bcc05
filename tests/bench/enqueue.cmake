# Sealed durable enqueue against the fdatasync floor of the same file system; prints, asserts no times.
add_executable(bench_enqueue ${CMAKE_CURRENT_LIST_DIR}/enqueue.c)
house_link(bench_enqueue wire store base glib sodium)
house_test(bench.enqueue bench_enqueue ${PROJECT_BINARY_DIR} 200)
set_tests_properties(bench.enqueue PROPERTIES LABELS bench RUN_SERIAL ON TIMEOUT 120)
