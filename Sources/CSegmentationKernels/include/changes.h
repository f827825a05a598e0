// What a pass over rows has changed.

#ifndef CSEGMENTATIONKERNELS_CHANGES_H
#define CSEGMENTATIONKERNELS_CHANGES_H

#include <stdint.h>

/// Rows that changed their label in one pass, and rows that Float could not decide.
///
/// Rows are numbered from the first row of the pass. Each array has room for the rows of all tiles
/// of the pass. Both lists are in ascending order.
typedef struct {
  int32_t *movedRows;
  /// The labels that the moved rows had before.
  int32_t *formerLabels;
  int32_t *undecidedRows;
  int64_t movedCount;
  int64_t undecidedCount;
} cseg_changes;

#endif
