# The prober is a peer of the kiosk, not a part of it: plain X11.
pkg_check_modules(LC_probe REQUIRED IMPORTED_TARGET x11 xtst xdamage)
add_executable(prober ${CMAKE_CURRENT_LIST_DIR}/prober.c)
target_link_libraries(prober PRIVATE house_flags PkgConfig::LC_probe)
set_target_properties(prober PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/tests/bench)
pkg_check_modules(LC_floor REQUIRED IMPORTED_TARGET x11 xext)
add_executable(bench_floor ${CMAKE_CURRENT_LIST_DIR}/floor.c)
target_link_libraries(bench_floor PRIVATE house_flags PkgConfig::LC_floor)
set_target_properties(bench_floor PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/tests/bench)
house_test(bench.ui /usr/bin/python3 ${CMAKE_CURRENT_LIST_DIR}/ui.py)
set_tests_properties(bench.ui PROPERTIES LABELS bench TIMEOUT 5400 RUN_SERIAL ON ENVIRONMENT "LC_BUILD=${PROJECT_BINARY_DIR}")
# Of the processor alone, so that other tests may run beside; it waits for more than a minute.
house_test(bench.idle /usr/bin/python3 ${CMAKE_CURRENT_LIST_DIR}/ui.py idle)
set_tests_properties(bench.idle PROPERTIES LABELS bench TIMEOUT 600 COST 100 ENVIRONMENT "LC_BUILD=${PROJECT_BINARY_DIR}")
