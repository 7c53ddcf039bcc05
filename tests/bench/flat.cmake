# Enqueue into databases of 10 to 100,000 rows, a million with LC_LONG; prints, asserts no times.
add_executable(bench_flat ${CMAKE_CURRENT_LIST_DIR}/flat.c)
house_link(bench_flat wire store base glib sodium)
house_test(bench.flat bench_flat ${PROJECT_BINARY_DIR})
set_tests_properties(bench.flat PROPERTIES LABELS bench RUN_SERIAL ON TIMEOUT 600)
