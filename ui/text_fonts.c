#include "ui/text_fonts.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* Index 2 of Noto's collections is Simplified Chinese, the next one Traditional. Mincho glyphs of HanaMin
 * stand in for what Noto lacks. */
static const struct {
    const char *path;
    long index;
} files[FACE_COUNT] = {
    [FACE_REGULAR] = {"/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", 2},
    [FACE_BOLD] = {"/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc", 2},
    [FACE_ICON] = {"/usr/share/fonts/truetype/material-design-icons-iconfont/MaterialIcons-Regular.ttf", 0},
    [FACE_UYGHUR] = {"/usr/share/fonts/truetype/fonts-ukij-uyghur/UKIJTuz.ttf", 0},
    [FACE_UYGHUR_BOLD] = {"/usr/share/fonts/truetype/fonts-ukij-uyghur/UKIJTuzBold.ttf", 0},
    [FACE_HAN_A] = {"/usr/share/fonts/truetype/hanazono/HanaMinA.ttf", 0},
    [FACE_HAN_B] = {"/usr/share/fonts/truetype/hanazono/HanaMinB.ttf", 0},
    [FACE_HAN_MORE] = {"/usr/share/fonts/truetype/babelstone/BabelStoneHan.ttf", 0},
};

struct text_fonts {
    GMutex lock;
    struct {
        void *data;
        size_t size;
        bool tried;
    } maps[FACE_COUNT];
};

static void map(struct text_fonts *fonts, enum face face)
{
    if (fonts->maps[face].tried)
        return;
    fonts->maps[face].tried = true;
    int fd = open(files[face].path, O_RDONLY | O_CLOEXEC);
    struct stat st;
    if (fd >= 0 && fstat(fd, &st) == 0 && st.st_size > 0) {
        void *data = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_SHARED, fd, 0);
        if (data != MAP_FAILED) {
            fonts->maps[face].data = data;
            fonts->maps[face].size = (size_t)st.st_size;
        }
    }
    if (fd >= 0)
        close(fd);
}

struct text_fonts *text_fonts_new(GError **error)
{
    struct text_fonts *fonts = g_new0(struct text_fonts, 1);
    g_mutex_init(&fonts->lock);
    if (TTF_Init() != 0) {
        g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "letters: %s: reinstall libsdl2-ttf",
                    TTF_GetError());
        g_mutex_clear(&fonts->lock);
        g_free(fonts);
        return NULL;
    }
    for (enum face face = FACE_REGULAR; face <= FACE_ICON; face++) {
        map(fonts, face);
        if (!fonts->maps[face].data) {
            g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_NOENT, "%s: not readable: install %s",
                        files[face].path,
                        face == FACE_ICON ? "fonts-material-design-icons-iconfont" : "fonts-noto-cjk");
            text_fonts_free(fonts);
            return NULL;
        }
    }
    return fonts;
}

void text_fonts_free(struct text_fonts *fonts)
{
    if (!fonts)
        return;
    for (int face = 0; face < FACE_COUNT; face++)
        if (fonts->maps[face].data)
            munmap(fonts->maps[face].data, fonts->maps[face].size);
    TTF_Quit();
    g_mutex_clear(&fonts->lock);
    g_free(fonts);
}

TTF_Font *text_fonts_open(struct text_fonts *fonts, enum face face, bool traditional)
{
    TTF_Font *font = NULL;
    g_mutex_lock(&fonts->lock);
    map(fonts, face);
    if (fonts->maps[face].data) {
        SDL_RWops *stream = SDL_RWFromConstMem(fonts->maps[face].data, (int)fonts->maps[face].size);
        long index = files[face].index + (traditional && face <= FACE_BOLD);
        font = TTF_OpenFontIndexRW(stream, 1, 16, index);
    }
    if (font) {
        TTF_SetFontHinting(font, TTF_HINTING_LIGHT);
        TTF_SetFontKerning(font, 0);
        if (face >= FACE_HAN_A) /* the hairlines of Mincho would not outlive a printer's dots */
            TTF_SetFontStyle(font, TTF_STYLE_BOLD);
    }
    g_mutex_unlock(&fonts->lock);
    return font;
}

void text_fonts_close(struct text_fonts *fonts, TTF_Font *font)
{
    g_mutex_lock(&fonts->lock);
    if (font)
        TTF_CloseFont(font);
    g_mutex_unlock(&fonts->lock);
}
