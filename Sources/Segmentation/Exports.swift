// `import Segmentation` is all that an analyst's tool writes; see Docs/Decisions/0010.
@_exported public import ClusterAnalysis
@_exported public import ContactFeatures
@_exported public import ContactTables
@_exported public import DenseAlgebra
@_exported public import ParallelBlocks
@_exported public import SegmentProfiles
@_exported public import SegmentReports
