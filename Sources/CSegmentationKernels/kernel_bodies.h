// The kernels that depend on the instruction set. A file that includes this one has defined
// KERNEL_LANES, KERNEL_STRIP, KERNEL_NAME and KERNEL_TABLE, and has set the compiler's target.

#pragma once

#include "assign_body.h"
#include "kernel_table.h"
#include "nearest_body.h"
#include "seeding_body.h"

const cseg_kernels KERNEL_TABLE = {
    .assign = KERNEL_NAME(assign),
    .nearest_two = KERNEL_NAME(nearest_two),
    .seed = KERNEL_NAME(seed),
};
