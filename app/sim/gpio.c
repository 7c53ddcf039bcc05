#include "sim/gpio.h"
#include "sim/device.h"
#include "sim/nodes.h"

#include <errno.h>
#include <linux/gpio.h>
#include <stddef.h>
#include <string.h>

/* The lines of the contacts; docs/simulated-devices.md says them. */
enum { DOOR = 5, FORCED = 6, MAINS_LOST = 7, BATTERY_LOW = 8, LINES = 24 };

/* What one descriptor of lines holds. */
typedef struct {
    SimOpening *opening;
    struct gpio_v2_line_request request;
    guint32 edges;
} Holding;

struct SimGpio {
    SimNode *node;
    GPtrArray *holdings;  /* of Holding */
    gboolean high[LINES]; /* as the pin stands, whatever a program calls active */
};

static Holding *holding_of(const SimGpio *gpio, const SimOpening *opening)
{
    for (guint i = 0; i < gpio->holdings->len; i++) {
        Holding *holding = gpio->holdings->pdata[i];
        if (holding->opening == opening)
            return holding;
    }
    return NULL;
}

static Holding *holder_of(const SimGpio *gpio, guint line, guint *place)
{
    for (guint i = 0; i < gpio->holdings->len; i++) {
        Holding *holding = gpio->holdings->pdata[i];
        for (*place = 0; *place < holding->request.num_lines; ++*place)
            if (holding->request.offsets[*place] == line)
                return holding;
    }
    return NULL;
}

static gboolean has(const Holding *holding, guint64 flag)
{
    return (holding->request.config.flags & flag) != 0;
}

/* --- what a program asks --- */

static int tell_chip(SimIoctl *call)
{
    const struct gpiochip_info info = {.name = "gpiochip", .label = "simulated", .lines = LINES};
    memcpy(call->data, &info, sizeof info);
    return 0;
}

static int get_values(const SimGpio *gpio, const Holding *holding, SimIoctl *call)
{
    struct gpio_v2_line_values values;
    memcpy(&values, call->data, sizeof values);
    values.bits = 0;
    for (guint i = 0; i < holding->request.num_lines; i++)
        if (gpio->high[holding->request.offsets[i]] != has(holding, GPIO_V2_LINE_FLAG_ACTIVE_LOW))
            values.bits |= 1ull << i;
    values.bits &= values.mask;
    memcpy(call->data, &values, sizeof values);
    return 0;
}

static void put(SimGpio *gpio, const Holding *holding, guint64 mask, guint64 bits)
{
    for (guint i = 0; i < holding->request.num_lines; i++)
        if (mask >> i & 1)
            gpio->high[holding->request.offsets[i]] =
                (gboolean)(bits >> i & 1) != has(holding, GPIO_V2_LINE_FLAG_ACTIVE_LOW);
}

static int set_values(SimGpio *gpio, const Holding *holding, const SimIoctl *call)
{
    struct gpio_v2_line_values values;
    if (!has(holding, GPIO_V2_LINE_FLAG_OUTPUT))
        return EPERM;
    memcpy(&values, call->data, sizeof values);
    put(gpio, holding, values.mask, values.bits);
    return 0;
}

static int on_ioctl(gpointer device, SimOpening *opening, SimIoctl *call)
{
    SimGpio *gpio = device;
    const Holding *holding = holding_of(gpio, opening);
    if (holding && call->request == GPIO_V2_LINE_GET_VALUES_IOCTL)
        return get_values(gpio, holding, call);
    if (holding && call->request == GPIO_V2_LINE_SET_VALUES_IOCTL)
        return set_values(gpio, holding, call);
    if (!holding && call->request == GPIO_GET_CHIPINFO_IOCTL)
        return tell_chip(call);
    if (holding || call->request != GPIO_V2_GET_LINE_IOCTL)
        return EINVAL;
    call->opens = offsetof(struct gpio_v2_line_request, fd);
    return 0;
}

static int check_request(const SimGpio *gpio, const struct gpio_v2_line_request *request)
{
    const guint64 ways = GPIO_V2_LINE_FLAG_INPUT | GPIO_V2_LINE_FLAG_OUTPUT;
    const guint64 edges = GPIO_V2_LINE_FLAG_EDGE_RISING | GPIO_V2_LINE_FLAG_EDGE_FALLING;
    guint64 flags = request->config.flags;
    guint place;

    if (request->num_lines < 1 || request->num_lines > GPIO_V2_LINES_MAX || (flags & ways) == ways ||
        (flags & edges && !(flags & GPIO_V2_LINE_FLAG_INPUT)))
        return EINVAL;
    for (guint i = 0; i < request->num_lines; i++) {
        if (request->offsets[i] >= LINES)
            return EINVAL;
        if (holder_of(gpio, request->offsets[i], &place))
            return EBUSY;
    }
    return 0;
}

/* The values that outputs begin with are an attribute; what it does not name begins off. */
static void begin_outputs(SimGpio *gpio, const Holding *holding)
{
    const struct gpio_v2_line_config *config = &holding->request.config;
    put(gpio, holding, G_MAXUINT64, 0);
    for (guint i = 0; i < MIN(config->num_attrs, GPIO_V2_LINE_NUM_ATTRS_MAX); i++)
        if (config->attrs[i].attr.id == GPIO_V2_LINE_ATTR_ID_OUTPUT_VALUES)
            put(gpio, holding, config->attrs[i].mask, config->attrs[i].attr.values);
}

static int become(gpointer device, SimOpening *opening, const SimIoctl *call)
{
    SimGpio *gpio = device;
    struct gpio_v2_line_request request;
    if (call->request != GPIO_V2_GET_LINE_IOCTL)
        return EINVAL;
    memcpy(&request, call->data, sizeof request);
    int error = check_request(gpio, &request);
    if (error)
        return error;
    Holding *holding = g_new0(Holding, 1);
    *holding = (Holding){.opening = opening, .request = request};
    g_ptr_array_add(gpio->holdings, holding);
    if (has(holding, GPIO_V2_LINE_FLAG_OUTPUT))
        begin_outputs(gpio, holding);
    return 0;
}

static void on_closed(gpointer device, SimOpening *opening)
{
    SimGpio *gpio = device;
    Holding *holding = holding_of(gpio, opening);
    if (holding)
        g_ptr_array_remove(gpio->holdings, holding);
}

static const SimNodeHandler HANDLER = {.ioctl = on_ioctl, .become = become, .closed = on_closed};

SimGpio *sim_gpio_new(const char *dir, GError **error)
{
    SimGpio *gpio = g_new0(SimGpio, 1);
    gpio->holdings = g_ptr_array_new_with_free_func(g_free);
    gpio->node = sim_node_new(dir, "gpiochip", &HANDLER, gpio);
    if (sim_node_plug(gpio->node, error))
        return gpio;
    sim_gpio_free(gpio);
    return NULL;
}

void sim_gpio_free(SimGpio *gpio)
{
    if (!gpio)
        return;
    sim_node_free(gpio->node);
    g_ptr_array_unref(gpio->holdings);
    g_free(gpio);
}

/* --- what happens at the cabinet --- */

static void tell_edge(Holding *holding, guint line, gboolean active)
{
    struct gpio_v2_line_event event = {.timestamp_ns = (guint64)g_get_monotonic_time() * 1000,
                                       .id = active ? GPIO_V2_LINE_EVENT_RISING_EDGE
                                                    : GPIO_V2_LINE_EVENT_FALLING_EDGE,
                                       .offset = line,
                                       .seqno = ++holding->edges,
                                       .line_seqno = holding->edges};
    if (has(holding, active ? GPIO_V2_LINE_FLAG_EDGE_RISING : GPIO_V2_LINE_FLAG_EDGE_FALLING))
        sim_opening_send(holding->opening, &event, sizeof event);
}

static void set_pin(SimGpio *gpio, guint line, gboolean high)
{
    guint place;
    if (gpio->high[line] == high)
        return;
    gpio->high[line] = high;
    Holding *holding = holder_of(gpio, line, &place);
    if (holding)
        tell_edge(holding, line, high != has(holding, GPIO_V2_LINE_FLAG_ACTIVE_LOW));
}

/* Three words for two contacts: the first of them, both, none. */
static gboolean set_pair(SimGpio *gpio, const char *const *words, const char *word, guint first, guint second,
                         GError **error)
{
    int which = sim_word(words, word, error);
    if (which < 0)
        return FALSE;
    set_pin(gpio, first, which > 0);
    set_pin(gpio, second, which > 1);
    return TRUE;
}

gboolean sim_gpio_door(gpointer device, const char *verb, const char *rest, GString *answer, GError **error)
{
    static const char *const WORDS[] = {"close", "open", "force", NULL};
    (void)rest, (void)answer;
    return set_pair(device, WORDS, verb, DOOR, FORCED, error);
}

gboolean sim_gpio_power(gpointer device, const char *verb, const char *rest, GString *answer, GError **error)
{
    static const char *const WORDS[] = {"back", "lost", "low", NULL};
    (void)rest, (void)answer;
    return set_pair(device, WORDS, verb, MAINS_LOST, BATTERY_LOW, error);
}

static gboolean set_fault(SimGpio *gpio, const char *word, GError **error)
{
    static const char *const FAULTS[] = {"none", "unplug", NULL};
    int which = sim_word(FAULTS, word, error);
    if (which == 1)
        sim_node_unplug(gpio->node);
    return which == 1 || (which == 0 && sim_node_plug(gpio->node, error));
}

gboolean sim_gpio_command(gpointer device, const char *verb, const char *rest, GString *answer,
                          GError **error)
{
    static const char *const VERBS[] = {"state", "fault", NULL};
    SimGpio *gpio = device;
    int which = sim_word(VERBS, verb, error);
    if (which == 1)
        return set_fault(gpio, rest, error);
    for (guint i = 0; which == 0 && i < LINES; i++)
        if (gpio->high[i])
            g_string_append_printf(answer, "%u ", i);
    if (which == 0)
        g_string_append_printf(answer, "high held=%u plugged=%s", gpio->holdings->len,
                               sim_node_plugged(gpio->node) ? "yes" : "no");
    return which == 0;
}
