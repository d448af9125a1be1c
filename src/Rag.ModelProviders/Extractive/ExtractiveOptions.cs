using System.ComponentModel.DataAnnotations;

namespace Rag.ModelProviders.Extractive;

/// <summary>How the extractive model answers (section <c>Models:Extractive</c>).</summary>
public sealed class ExtractiveOptions
{
    /// <summary>
    /// Strength of the evidence, 0 to 1, below which the model abstains; 0: only where no term matches. Default: 0.26.
    /// Chosen on XQuAD: of its English questions 4 % are refused (German 12 %, Hindi 7 %, Chinese 5 %), 73 % where the
    /// article that answers is left out (84, 70, 66 %); of questions meant for another collection 83 to 99 %. At 0.3:
    /// 6 % (18, 12, 8 %), 84 % (91, 83, 81 %) and 90 to 100 %.
    /// </summary>
    [Range(0.0, 1.0)]
    public double MinEvidence { get; set; } = 0.26;

    /// <summary>Most sentences that are quoted. Default: 3, range 1 to 10.</summary>
    [Range(1, 10)]
    public int MaxSentences { get; set; } = 3;
}
