// The kernels that depend on the instruction set. A file that includes this one has defined
// KERNEL_LANES, KERNEL_STRIP, KERNEL_NAME and KERNEL_TABLE, and has set the compiler's target.

#pragma once

#include "assign_body.h"
#include "kernel_table.h"
#include "nearest_body.h"
#include "rows_body.h"
#include "bounded_body.h"
#include "seeding_body.h"

#define ROW_KERNELS(kind)                                                                      \
  {                                                                                            \
      .pack = KERNEL_NAME(pack_##kind), .add = KERNEL_NAME(add_##kind),                        \
      .move = KERNEL_NAME(move_##kind), .within = KERNEL_NAME(within_##kind),                  \
      .survey = KERNEL_NAME(survey_##kind),                                                    \
  }

const cseg_kernels KERNEL_TABLE = {
    .assign = KERNEL_NAME(assign),
    .assign_bounded = KERNEL_NAME(assign_bounded),
    .nearest_two = KERNEL_NAME(nearest_two),
    .seed = KERNEL_NAME(seed),
    .settle = KERNEL_NAME(settle),
    .doubles = ROW_KERNELS(doubles),
    .floats = ROW_KERNELS(floats),
};
