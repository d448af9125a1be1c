using System.Net.Http.Json;
using System.Text.Json;

namespace Rag.Benchmarks.Streams;

/// <summary>The fake of OpenAI's models that the service asks: told what to say, and asked what it was sent.</summary>
/// <param name="url">Where it listens.</param>
internal sealed class FakeModel(Uri url) : IDisposable
{
    private const string ChatPath = "/v1/chat/completions";

    private readonly HttpClient _http = new() { BaseAddress = url };

    /// <summary>Where its answers are streamed.</summary>
    public Uri ChatUrl { get; } = new(url, ChatPath);

    /// <summary>From now on it says the same words, at a pace.</summary>
    /// <param name="tokens">How many words.</param>
    /// <param name="pause">Milliseconds before each.</param>
    /// <param name="length">Letters of a word.</param>
    public async Task SpeakAsync(int tokens, int pause, int length = 5)
    {
        string answer = string.Join(' ', Enumerable.Repeat(new string('w', length), tokens));
        using HttpResponseMessage response = await _http.PutAsJsonAsync(
            "/__script", new { answers = new[] { answer }, repeats = true, token_milliseconds = pause });
        response.EnsureSuccessStatusCode();
    }

    /// <summary>The bodies of the questions that it was asked last: it can be asked them again, directly.</summary>
    public async Task<IReadOnlyList<string>> ReadQuestionsAsync()
    {
        JsonElement requests = await _http.GetFromJsonAsync<JsonElement>("/__requests");
        return
        [
            .. requests.EnumerateArray()
                .Where(request => request.GetProperty("path").GetString() == ChatPath)
                .Select(request => request.GetProperty("body").GetString()!),
        ];
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();
}
