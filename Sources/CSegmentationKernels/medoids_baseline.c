// The medoid kernels for any processor.

#include <math.h>
#include <stdint.h>
#include <string.h>

#define KERNEL_LANES 4
#define KERNEL_NAME(name) name##_baseline
#define KERNEL_TABLE cseg_medoid_baseline

#include "medoids_body.h"
