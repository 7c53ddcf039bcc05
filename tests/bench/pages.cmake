# Drawing without a display, beside the floor of writing every pixel; prints, asserts no times.
add_executable(bench_pages ${CMAKE_CURRENT_LIST_DIR}/pages.c ${CMAKE_CURRENT_LIST_DIR}/every_page.c
               ${PROJECT_SOURCE_DIR}/app/kiosk/raster.c)
house_link(bench_pages screens input ui session catalog devices base glib qrencode)
target_compile_definitions(bench_pages PRIVATE SOURCE_DIR="${PROJECT_SOURCE_DIR}" BUILD_DIR="${PROJECT_BINARY_DIR}")
house_test(bench.pages bench_pages)
set_tests_properties(bench.pages PROPERTIES LABELS bench RUN_SERIAL ON TIMEOUT 300)
