// The kernels of hierarchies for any processor.

#include <float.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

#define KERNEL_LANES 4
#define KERNEL_NAME(name) name##_baseline
#define KERNEL_TABLE cseg_hierarchy_baseline

#include "hierarchy_body.h"
