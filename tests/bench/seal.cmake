# Sealing and opening in both suites; prints, asserts no times.
add_executable(bench_seal ${CMAKE_CURRENT_LIST_DIR}/seal.c)
house_link(bench_seal wire base glib sodium)
house_test(bench.seal bench_seal)
set_tests_properties(bench.seal PROPERTIES LABELS bench TIMEOUT 60)
