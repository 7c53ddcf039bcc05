/* What GLib orders, told to ThreadSanitizer. libglib is not instrumented and its locks are bare futexes, so
 * that what they guard would look unguarded. Calls of ours come here first (tests/CMakeLists.txt, --wrap):
 * a lock, a queue, and a source that one thread attaches and another dispatches are edges, and nothing else
 * is. Only of the tsan preset; no report is suppressed. */
#include <glib.h>
#include <sanitizer/tsan_interface.h>

/* Of libtsan, declared by none of its headers. */
void AnnotateIgnoreReadsBegin(const char *file, int line);
void AnnotateIgnoreReadsEnd(const char *file, int line);
void AnnotateIgnoreWritesBegin(const char *file, int line);
void AnnotateIgnoreWritesEnd(const char *file, int line);

void __real_g_mutex_lock(GMutex *mutex);
void __real_g_mutex_unlock(GMutex *mutex);
void __real_g_async_queue_push(GAsyncQueue *queue, gpointer data);
gpointer __real_g_async_queue_pop(GAsyncQueue *queue);
gpointer __real_g_async_queue_try_pop(GAsyncQueue *queue);
guint __real_g_source_attach(GSource *source, GMainContext *context);
void __wrap_g_mutex_lock(GMutex *mutex);
void __wrap_g_mutex_unlock(GMutex *mutex);
void __wrap_g_async_queue_push(GAsyncQueue *queue, gpointer data);
gpointer __wrap_g_async_queue_pop(GAsyncQueue *queue);
gpointer __wrap_g_async_queue_try_pop(GAsyncQueue *queue);
guint __wrap_g_source_attach(GSource *source, GMainContext *context);
GSource *__wrap_g_idle_source_new(void);

/* While GLib is at its own lists, under its own locks. */
static void look_away(void)
{
    AnnotateIgnoreReadsBegin(__FILE__, __LINE__);
    AnnotateIgnoreWritesBegin(__FILE__, __LINE__);
}

static void look_again(void)
{
    AnnotateIgnoreWritesEnd(__FILE__, __LINE__);
    AnnotateIgnoreReadsEnd(__FILE__, __LINE__);
}

void __wrap_g_mutex_lock(GMutex *mutex)
{
    __real_g_mutex_lock(mutex);
    __tsan_acquire(mutex);
}

void __wrap_g_mutex_unlock(GMutex *mutex)
{
    __tsan_release(mutex);
    __real_g_mutex_unlock(mutex);
}

void __wrap_g_async_queue_push(GAsyncQueue *queue, gpointer data)
{
    __tsan_release(queue);
    look_away();
    __real_g_async_queue_push(queue, data);
    look_again();
}

gpointer __wrap_g_async_queue_pop(GAsyncQueue *queue)
{
    look_away();
    gpointer data = __real_g_async_queue_pop(queue);
    look_again();
    __tsan_acquire(queue);
    return data;
}

gpointer __wrap_g_async_queue_try_pop(GAsyncQueue *queue)
{
    look_away();
    gpointer data = __real_g_async_queue_try_pop(queue);
    look_again();
    __tsan_acquire(queue);
    return data;
}

guint __wrap_g_source_attach(GSource *source, GMainContext *context)
{
    __tsan_release(source);
    look_away();
    guint id = __real_g_source_attach(source, context);
    look_again();
    return id;
}

static gboolean is_ready(GSource *source, gint *timeout)
{
    (void)source;
    *timeout = 0;
    return TRUE;
}

static gboolean still_ready(GSource *source)
{
    (void)source;
    return TRUE;
}

static gboolean dispatch(GSource *source, GSourceFunc call, gpointer data)
{
    __tsan_acquire(source);
    return call ? call(data) : G_SOURCE_REMOVE;
}

/* GLib's own, with the other end of the edge. Letters between rooms are idle sources. */
GSource *__wrap_g_idle_source_new(void)
{
    static GSourceFuncs idle = {.prepare = is_ready, .check = still_ready, .dispatch = dispatch};
    GSource *source = g_source_new(&idle, sizeof(GSource));
    g_source_set_priority(source, G_PRIORITY_DEFAULT_IDLE);
    return source;
}
