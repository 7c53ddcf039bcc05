/* What the preload library and the simulator say to each other about a node that is no stream of bytes.
 * One connection (SOCK_SEQPACKET) is the descriptor that a program holds: a packet is what one read gives,
 * and the end of the connection is the plug pulled. A second connection, made for one question and closed
 * again, carries what is not reading: ioctl and mmap. It has no name of its own, the first one has, and the
 * question bears that name. A request that gives a descriptor of its own (the lines of a GPIO chip) is one
 * more connection of the first kind, which then asks to be that. Plain structs of one machine; both ends are
 * built together. */
#pragma once

#include <stdint.h>

/* The folder whose sockets are nodes; without it the preload library does nothing. */
#define SIM_NODES_VARIABLE "KIOSK_SIM_NODES"

enum { SIM_NODE_DATA_MAX = 1 << 14, SIM_NODE_NAME_MAX = 16 };

enum sim_node_kind { SIM_NODE_IOCTL = 1, SIM_NODE_MAP, SIM_NODE_BECOME };

struct sim_node_question { /* followed by what the request writes */
    uint32_t kind;
    char opening[SIM_NODE_NAME_MAX]; /* the name of the descriptor's own end */
    uint64_t request;                /* of ioctl(2); the offset of mmap(2) */
    uint64_t argument;               /* of a request that takes a number; the length of mmap(2) */
};

struct sim_node_answer { /* followed by what the request reads; with a map, its memory (SCM_RIGHTS) */
    int32_t result;      /* what ioctl returns when there is no error */
    int32_t error;       /* errno, or 0 */
    uint32_t taken;      /* how many packets of the descriptor this request used up */
    uint32_t length;     /* of what follows */
    uint32_t opens;      /* where in the data an int stands for a descriptor to be opened; 0: nowhere */
};
