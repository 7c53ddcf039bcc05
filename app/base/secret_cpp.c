/* C++ libraries (zinnia, librime) keep what a resident writes in vectors and strings of the ordinary heap and
 * free them unwiped. A program may replace the allocation functions of C++ (ISO/IEC 14882:2017, 21.6.2), also
 * from C when it gives them the names that the Itanium C++ ABI has for them. Ours wipe what is freed. */
#include "base/secret.h"

#include <dlfcn.h>
#include <glib.h>
#include <malloc.h>
#include <sodium.h>
#include <stdlib.h>

void *cpp_new(size_t size) __asm__("_Znwm");
void *cpp_new_array(size_t size) __asm__("_Znam");
void *cpp_new_nothrow(size_t size, const void *tag) __asm__("_ZnwmRKSt9nothrow_t");
void *cpp_new_array_nothrow(size_t size, const void *tag) __asm__("_ZnamRKSt9nothrow_t");
void cpp_delete(void *memory) __asm__("_ZdlPv");
void cpp_delete_array(void *memory) __asm__("_ZdaPv");
void cpp_delete_sized(void *memory, size_t size) __asm__("_ZdlPvm");
void cpp_delete_array_sized(void *memory, size_t size) __asm__("_ZdaPvm");
void cpp_delete_nothrow(void *memory, const void *tag) __asm__("_ZdlPvRKSt9nothrow_t");
void cpp_delete_array_nothrow(void *memory, const void *tag) __asm__("_ZdaPvRKSt9nothrow_t");

/* Plain malloc, not secret_heap: a library may free by ours what it got from libstdc++. C++ wants an address
 * for nothing at all too. */
static void *take(size_t size)
{
    void *memory = malloc(size ? size : 1);
    if (!memory)
        g_error("no memory left: %zu bytes", size);
    return memory;
}

static void give_back(void *memory)
{
    if (!memory)
        return;
    sodium_memzero(memory, malloc_usable_size(memory));
    free(memory);
}

void *cpp_new(size_t size)
{
    return take(size);
}

void *cpp_new_array(size_t size)
{
    return take(size);
}

void *cpp_new_nothrow(size_t size, const void *tag)
{
    (void)tag;
    return take(size);
}

void *cpp_new_array_nothrow(size_t size, const void *tag)
{
    (void)tag;
    return take(size);
}

void cpp_delete(void *memory)
{
    give_back(memory);
}

void cpp_delete_array(void *memory)
{
    give_back(memory);
}

void cpp_delete_sized(void *memory, size_t size)
{
    (void)size;
    give_back(memory);
}

void cpp_delete_array_sized(void *memory, size_t size)
{
    (void)size;
    give_back(memory);
}

void cpp_delete_nothrow(void *memory, const void *tag)
{
    (void)tag;
    give_back(memory);
}

void cpp_delete_array_nothrow(void *memory, const void *tag)
{
    (void)tag;
    give_back(memory);
}

void secret_cpp(void)
{
    void (*const ours)(void *) = cpp_delete;
    if (dlsym(RTLD_DEFAULT, "_ZdlPv") != *(void *const *)&ours)
        g_error("what C++ frees is not wiped: the program does not export its operator delete");
}
