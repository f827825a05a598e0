// All rows -> means and spread in Double.
//
// Each column is summed by itself and products are rounded before they are added: the result does
// not depend on how wide the machine's vectors are. A value that is not finite makes its column's
// squares not finite, whatever its weight is, because 0 times it is not a number.

#include "CSegmentationKernels.h"

#pragma STDC FP_CONTRACT OFF

#define ELEMENT double
#define SURVEY_NAME cseg_survey_doubles
#include "survey_body.h"

#define ELEMENT float
#define SURVEY_NAME cseg_survey_floats
#include "survey_body.h"

void cseg_widen(const float *floats, int64_t count, double *doubles) {
  for (int64_t index = 0; index < count; index++) doubles[index] = floats[index];
}
