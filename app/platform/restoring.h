/* The end of the name of a restored store in the moments before it takes its place (backup.h): as long as it
 * lies there without the store, none is begun. */
#pragma once

#define RESTORING_END ".restoring"
