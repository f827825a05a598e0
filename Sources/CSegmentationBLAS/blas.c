#include "CSegmentationBLAS.h"
