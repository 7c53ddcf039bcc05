# What a platform takes in, on SQLite and on PostgreSQL; prints, asserts no times.
add_executable(bench_platform_store ${CMAKE_CURRENT_LIST_DIR}/platform_store.c)
house_link(bench_platform_store platform wire catalog base glib sodium)
house_test(bench.platform_store ${CMAKE_CURRENT_LIST_DIR}/platform_store.sh ${PROJECT_BINARY_DIR} 400)
set_tests_properties(bench.platform_store PROPERTIES LABELS bench RUN_SERIAL ON TIMEOUT 120)
