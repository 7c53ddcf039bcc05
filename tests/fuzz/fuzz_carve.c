// links: store base glib sqlite
// The first two bytes say how many of the rest are the database; what is behind them is its WAL.
#include <glib.h>
#include <stddef.h>
#include <stdint.h>

#include "store/carve.h"
#include "store/carve_wal.h"

static void see(void *data, const struct carve_record *record)
{
    volatile uint8_t *last = data;

    g_assert(record->count > 0 && record->count <= CARVE_COLUMNS);
    for (unsigned i = 0; i < record->count; i++) {
        const struct carve_value *value = &record->values[i];
        if (value->bytes && value->len > 0) /* both ends are there to be read */
            *last = (uint8_t)(value->bytes[0] ^ value->bytes[value->len - 1]);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    uint8_t last = 0;

    if (size < 2)
        return 0;
    size_t file_len = MIN((size_t)data[0] << 8 | data[1], size - 2);
    struct carve_source source = {
        .file = data + 2, .file_len = file_len, .wal = data + 2 + file_len, .wal_len = size - 2 - file_len};
    carve_records(&source, see, &last);
    source.whole_wal = true;
    carve_records(&source, see, &last);
    carve_wal_damaged(source.wal, source.wal_len);
    return 0;
}
