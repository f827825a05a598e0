// The kernels for any processor: vectors of 128 bits and 16 registers, as every x86-64 has them.

#include <math.h>
#include <stdint.h>
#include <string.h>

#define KERNEL_LANES 4
#define KERNEL_STRIP 2
#define KERNEL_NAME(name) name##_baseline
#define KERNEL_TABLE cseg_baseline_kernels

#include "kernel_bodies.h"
