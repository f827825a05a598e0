// Rows -> sums for each cluster, and the objective, in Double.
//
// Rows are added one after another, each column by itself, products rounded before they are added:
// the result does not depend on how wide the machine's vectors are.

#include "CSegmentationKernels.h"

#pragma STDC FP_CONTRACT OFF

#define ELEMENT double
#define SUMS_NAME(name) cseg_##name##_doubles
#include "sums_body.h"

#define ELEMENT float
#define SUMS_NAME(name) cseg_##name##_floats
#include "sums_body.h"
