using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Rag.ModelProviders.Connections;

/// <summary>
/// The error that a server's body tells, in any of the shapes in use: <c>error</c> as an object or a text,
/// <c>message</c>, <c>detail</c>, or no JSON at all.
/// </summary>
/// <param name="Message">In the server's words, at most 300 characters, without control characters.</param>
/// <param name="Code">Its code, else its type; empty if it gave none.</param>
/// <param name="GivenTokens">How long the input was, if it said so.</param>
/// <param name="AllowedTokens">How long it may be, if it said so.</param>
internal sealed partial record ErrorBody(string Message, string Code, int? GivenTokens, int? AllowedTokens)
{
    private const int MaxMessageLength = 300;

    /// <summary>Whether it complains of too much input.</summary>
    public bool SaysTooLong =>
        Code is "context_length_exceeded" or "exceed_context_size_error" or "max_tokens_per_request"
            or "string_above_max_length"
        || TooLong().IsMatch(Message);

    /// <summary>Whether money, not time, would help.</summary>
    public bool SaysQuotaIsSpent =>
        Code is "insufficient_quota" or "credit_balance_exhausted" or "billing_hard_limit_reached"
            or "billing_not_active";

    /// <summary>Reads a body; never fails.</summary>
    public static ErrorBody Read(ReadOnlySpan<byte> body)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            using JsonDocument document = JsonDocument.ParseValue(ref reader);
            return Read(document.RootElement);
        }
        catch (JsonException)
        {
            return new ErrorBody(Clean(Encoding.UTF8.GetString(body)), "", null, null);
        }
    }

    /// <summary>Reads a body that is known to be JSON.</summary>
    public static ErrorBody Read(JsonElement root)
    {
        JsonElement error = Member(root, "error") is { ValueKind: JsonValueKind.Object } inner ? inner : root;
        string message = TextOf(error, "message") ?? TextOf(root, "error") ?? TextOf(root, "detail")
            ?? root.GetRawText();
        string? type = TextOf(error, "type") ?? TextOf(root, "error_type");
        string? code = TextOf(error, "code");
        // A number says no more than the status does; llama.cpp and others give one.
        if (code is null || int.TryParse(code, CultureInfo.InvariantCulture, out _)) code = type;
        Match counts = Counts().Match(message);
        return new ErrorBody(
            Clean(message),
            code ?? "",
            NumberOf(error, "n_prompt_tokens") ?? NumberIn(counts, "given"),
            NumberOf(error, "n_ctx") ?? NumberIn(counts, "allowed"));
    }

    private static JsonElement? Member(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement value) ? value : null;

    private static string? TextOf(JsonElement element, string name) => Member(element, name) switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
        _ => null,
    };

    private static int? NumberOf(JsonElement element, string name) =>
        Member(element, name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out int value)
            ? value
            : null;

    private static int? NumberIn(Match match, string group) =>
        int.TryParse(match.Groups[group].Value, CultureInfo.InvariantCulture, out int value) ? value : null;

    private static string Clean(string message)
    {
        string line = ControlCharacters().Replace(message, " ").Trim();
        return line.Length <= MaxMessageLength ? line : $"{line.AsSpan(0, MaxMessageLength)}…";
    }

    [GeneratedRegex(
        "maximum (input|context) length|max context size|exceeds? the (available )?context|"
        + @"input( \(\d+ tokens\))? is too (long|large)|"
        + "input length exceeds|must have less than|max tokens per request|maximum allowed batch size|too many inputs|"
        + "array too long|payload too large",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex TooLong();

    // OpenAI: "maximum context length is 8192 tokens, however you requested 9000 tokens"; text-embeddings-inference:
    // "must have less than 512 tokens. Given: 513"; llama.cpp has members of its own, but for a text over its batch:
    // "input (12002 tokens) is too large to process. increase the physical batch size (current batch size: 4096)".
    [GeneratedRegex(
        @"(maximum (input|context) length is|must have less than) (?<allowed>\d+) tokens"
        + @"(.{0,40}?(requested|given:?) (?<given>\d+))?"
        + @"|input \((?<given>\d+) tokens\) is too large.{0,60}batch size: (?<allowed>\d+)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Counts();

    [GeneratedRegex(@"[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+")]
    private static partial Regex ControlCharacters();
}
