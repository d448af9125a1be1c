using System.Text.Encodings.Web;
using System.Text.Json;

namespace Rag.Grains.Interfaces;

/// <summary>The options that go with <see cref="ContractJson"/>.</summary>
public static class ContractJsonOptions
{
    /// <summary>
    /// The contract's options. The relaxed encoder keeps text readable; it is safe because every answer is
    /// <c>application/json</c> with <c>nosniff</c>, never HTML.
    /// </summary>
    public static JsonSerializerOptions Shared { get; } = new(ContractJson.Default.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        TypeInfoResolver = ContractJson.Default,
    };
}
