# Drawing without a display, beside the floor of writing every pixel; prints, asserts no times.
add_executable(bench_pages ${CMAKE_CURRENT_LIST_DIR}/pages.c)
house_link(bench_pages screens input ui session catalog base glib)
target_compile_definitions(bench_pages PRIVATE SOURCE_DIR="${PROJECT_SOURCE_DIR}" BUILD_DIR="${PROJECT_BINARY_DIR}")
add_test(NAME bench.pages COMMAND bench_pages)
set_tests_properties(bench.pages PROPERTIES LABELS bench RUN_SERIAL ON TIMEOUT 120)
