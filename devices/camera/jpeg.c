#include "devices/camera/jpeg.h"

#include <glib.h>
#include <setjmp.h>
#include <stdio.h>

#include <jpeglib.h>

#include <jerror.h>

enum { BUFFER = 16 * 1024 };

struct trouble {
    struct jpeg_error_mgr base; /* first: libjpeg gives it back */
    jmp_buf out;
};

static void give_up(j_common_ptr info)
{
    longjmp(((struct trouble *)info->err)->out, 1);
}

/* A warning means that pixels were made up. Padding between segments is no loss. */
static void heed(j_common_ptr info, int level)
{
    if (level < 0 && info->err->msg_code != JWRN_EXTRANEOUS_DATA)
        give_up(info);
}

static void say_nothing(j_common_ptr info)
{
    (void)info;
}

static struct jpeg_error_mgr *errors(struct trouble *trouble)
{
    jpeg_std_error(&trouble->base);
    trouble->base.error_exit = give_up;
    trouble->base.emit_message = heed;
    trouble->base.output_message = say_nothing;
    return &trouble->base;
}

/* Cameras send baseline only, and a progressive picture may cost a thousand times its length. */
static bool begin(struct jpeg_decompress_struct *in, unsigned scale, unsigned channels)
{
    if (jpeg_read_header(in, TRUE) != JPEG_HEADER_OK || in->progressive_mode || in->arith_code ||
        in->image_width > PIXELS_SIDE_MAX || in->image_height > PIXELS_SIDE_MAX)
        return false;
    in->scale_num = 1;
    in->scale_denom = scale;
    in->dct_method = JDCT_IFAST;
    in->out_color_space = channels == 1 ? JCS_GRAYSCALE : JCS_RGB;
    in->do_fancy_upsampling = scale == 1;
    return jpeg_start_decompress(in) && in->output_components == (int)channels;
}

static void read_rows(struct jpeg_decompress_struct *in, struct pixels *to)
{
    while (in->output_scanline < in->output_height) {
        JSAMPROW row = to->data + (size_t)in->output_scanline * to->width * to->channels;
        jpeg_read_scanlines(in, &row, 1);
    }
    jpeg_finish_decompress(in);
}

bool jpeg_decode(struct pixels *to, const uint8_t *bytes, size_t len, unsigned scale, unsigned channels)
{
    struct jpeg_decompress_struct in = {0};
    struct trouble trouble;
    volatile bool whole = false;

    *to = (struct pixels){0};
    if (len < 4 || len > ULONG_MAX)
        return false;
    in.err = errors(&trouble);
    if (setjmp(trouble.out) == 0) {
        jpeg_create_decompress(&in);
        jpeg_mem_src(&in, bytes, (unsigned long)len);
        if (begin(&in, scale, channels) && pixels_make(to, in.output_width, in.output_height, channels)) {
            read_rows(&in, to);
            whole = true;
        }
    }
    jpeg_destroy_decompress(&in);
    if (!whole)
        pixels_clear(to);
    return whole;
}

/* What libjpeg fills goes on into secret memory. */
struct sink {
    struct jpeg_destination_mgr base; /* first */
    struct secret_bytes *to;
    uint8_t buffer[BUFFER];
};

static void sink_begin(j_compress_ptr out)
{
    struct sink *sink = (struct sink *)out->dest;
    sink->base.next_output_byte = sink->buffer;
    sink->base.free_in_buffer = BUFFER;
}

static boolean sink_full(j_compress_ptr out)
{
    struct sink *sink = (struct sink *)out->dest;
    secret_bytes_append(sink->to, sink->buffer, BUFFER);
    sink_begin(out);
    return TRUE;
}

static void sink_end(j_compress_ptr out)
{
    struct sink *sink = (struct sink *)out->dest;
    secret_bytes_append(sink->to, sink->buffer, BUFFER - sink->base.free_in_buffer);
}

static void write_picture(struct jpeg_compress_struct *out, const struct pixels *rgb, int quality)
{
    out->image_width = rgb->width;
    out->image_height = rgb->height;
    out->input_components = (int)rgb->channels;
    out->in_color_space = JCS_RGB;
    jpeg_set_defaults(out);
    jpeg_set_quality(out, quality, TRUE);
    jpeg_start_compress(out, TRUE);
    while (out->next_scanline < out->image_height) {
        JSAMPROW row = rgb->data + (size_t)out->next_scanline * rgb->width * rgb->channels;
        jpeg_write_scanlines(out, &row, 1);
    }
    jpeg_finish_compress(out);
}

bool jpeg_encode(struct secret_bytes *to, const struct pixels *rgb, int quality)
{
    struct jpeg_compress_struct out = {0};
    struct trouble trouble;
    struct sink *sink = secret_new(sizeof *sink);
    volatile bool whole = false;

    *sink = (struct sink){.base = {.init_destination = sink_begin,
                                   .empty_output_buffer = sink_full,
                                   .term_destination = sink_end},
                          .to = to};
    out.err = errors(&trouble);
    if (rgb->channels == 3 && setjmp(trouble.out) == 0) {
        jpeg_create_compress(&out);
        out.dest = &sink->base;
        write_picture(&out, rgb, quality);
        whole = true;
    }
    jpeg_destroy_compress(&out);
    secret_free(sink);
    return whole;
}

bool jpeg_encode_within(struct secret_bytes *to, const struct pixels *rgb, size_t most)
{
    static const int qualities[] = {85, 75, 60, 45, 30};

    for (unsigned i = 0; i < G_N_ELEMENTS(qualities); i++) {
        struct secret_bytes picture = {0};
        bool fits = jpeg_encode(&picture, rgb, qualities[i]) && picture.len <= most;
        if (fits)
            secret_bytes_append(to, picture.data, picture.len);
        secret_bytes_clear(&picture);
        if (fits)
            return true;
    }
    return false;
}
