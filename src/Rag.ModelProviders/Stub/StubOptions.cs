using System.ComponentModel.DataAnnotations;

namespace Rag.ModelProviders.Stub;

/// <summary>How the stub speaks (section <c>Models:Stub</c>).</summary>
public sealed class StubOptions
{
    /// <summary>Words in an answer. Default: 64, range 1 to 100,000.</summary>
    [Range(1, 100_000)]
    public int Tokens { get; set; } = 64;

    /// <summary>Pause before each word. Default: none; at most one minute.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan TokenDelay { get; set; } = TimeSpan.Zero;
}
