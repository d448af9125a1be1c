using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Rag.Fakes.Faults;

namespace Rag.Fakes.Speaking;

/// <summary>
/// Says something that depends on what it was asked: the first sentence of the first source that the prompt holds, with
/// its marker; without sources, what it heard. Thread-safe.
/// </summary>
public sealed partial class Speaker
{
    private readonly Lock _gate = new();
    private Script _script = new();
    private int _said;

    /// <summary>What it is to say, and how.</summary>
    public Script Script
    {
        get
        {
            lock (_gate) return _script;
        }

        set
        {
            lock (_gate) (_script, _said) = (value, 0);
        }
    }

    /// <summary>Adds <c>PUT</c> and <c>DELETE /__script</c>.</summary>
    public void Map(WebApplication app)
    {
        app.MapPut("/__script", async (HttpContext context) =>
        {
            Script = await JsonSerializer.DeserializeAsync<Script>(context.Request.Body, Fault.Json)
                ?? throw new BadHttpRequestException("The body is null; send a script.");
            return Results.NoContent();
        });
        app.MapDelete("/__script", () =>
        {
            Script = new Script();
            return Results.NoContent();
        });
    }

    /// <summary>The tokens of the answer to a prompt.</summary>
    /// <param name="messages">All that the model was sent; it answers the last one.</param>
    /// <param name="maxTokens">Most tokens; <see langword="null"/> for no limit.</param>
    /// <param name="isCut">Whether there were more.</param>
    public IReadOnlyList<string> Answer(IReadOnlyList<string> messages, int? maxTokens, out bool isCut)
    {
        string question = messages.Count == 0 ? "" : messages[^1];
        string text = NextScripted() ?? (Script.Obeys ? Echo.Of(messages) : Own(question));
        string[] tokens = [.. Tokens().Matches(text).Select(match => match.Value)];
        isCut = tokens.Length > maxTokens;
        return isCut ? tokens[..maxTokens!.Value] : tokens;
    }

    /// <summary>How many tokens a text has: its words and signs.</summary>
    public static int Count(string text) => Tokens().Count(text);

    private string? NextScripted()
    {
        lock (_gate)
        {
            if (_said == _script.Answers.Count && _script.Repeats) _said = 0;
            return _said < _script.Answers.Count ? _script.Answers[_said++] : null;
        }
    }

    private static string Own(string question)
    {
        Match source = FirstSource().Match(question);
        return source.Success
            ? $"{FirstSentence().Match(source.Groups["text"].Value.Trim()).Value} [1]"
            : $"You said: {question}";
    }

    [GeneratedRegex(@"<source number=""1""[^>]*>\n(?<text>.*?)\n</source>", RegexOptions.Singleline)]
    private static partial Regex FirstSource();

    [GeneratedRegex(@"^.{1,300}?([.!?。！？](?=\s|$)|$)", RegexOptions.Singleline)]
    private static partial Regex FirstSentence();

    [GeneratedRegex(@"\s*(\w+|[^\w\s])")]
    private static partial Regex Tokens();
}
