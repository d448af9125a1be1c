using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;
using Rag.Pipeline.Models;
using Rag.Pipeline.Prompting;
using Rag.Pipeline.Retrieval;

namespace Rag.Pipeline.Answering;

/// <summary>
/// Keeps what the chat model said to a prompt and says it again to the same one. The search is never skipped: the key
/// holds the passages that it finds now, with their versions, beside tenant, collections, generations, model and
/// settings. So an answer cannot outlive a document, a replacement or a right that it rests on, and nothing has to be
/// told of changes. Bounded in time and memory; thread-safe; one a silo.
/// </summary>
public sealed class AnswerCache(IOptions<AnswerCacheOptions> options, TimeProvider time)
{
    /// <summary>What an entry takes beside its text, in bytes: key, node, record.</summary>
    private const int BytesPerEntry = 400;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, LinkedListNode<Entry>> _entries = new(StringComparer.Ordinal);
    private readonly LinkedList<Entry> _byUse = [];
    private long _bytes;

    /// <summary>The key of a prompt; <see langword="null"/> if nothing is kept for it.</summary>
    internal string? KeyOf(AnswerRequest request, Prompt prompt, ChatModel model)
    {
        // A built-in model costs nothing and is as fast as a look-up.
        if (options.Value.MaxBytes == 0 || model.IsBuiltIn) return null;
        using var content = new MemoryStream();
        using (var json = new Utf8JsonWriter(content))
        {
            json.WriteStartArray();
            json.WriteStringValue(model.Name);
            foreach (RetrievalTarget target in request.Retrieval.Targets)
                json.WriteStringValue(target.Index.ToString());
            foreach (ChatMessage message in prompt.Messages)
            {
                json.WriteStringValue(message.Role.Value);
                json.WriteStringValue(message.Text);
            }

            foreach (Passage source in prompt.Sources)
            {
                json.WriteStringValue(source.Chunk.Document.DocumentId);
                json.WriteStringValue(source.Chunk.Id.ToString());
                json.WriteNumberValue(source.Chunk.Document.Version);
            }

            json.WriteStringValue($"{prompt.Options.Temperature:R}/{prompt.Options.MaxOutputTokens}");
            json.WriteBooleanValue(request.Format is not null);
            json.WriteEndArray();
        }

        return Convert.ToHexString(SHA256.HashData(content.GetBuffer().AsSpan(0, (int)content.Length)));
    }

    /// <summary>What was said; <see langword="null"/> if it is not kept, or not any more.</summary>
    internal KeptAnswer? Find(string key)
    {
        lock (_lock)
        {
            if (!_entries.TryGetValue(key, out LinkedListNode<Entry>? node)) return null;
            _byUse.Remove(node);
            if (time.GetElapsedTime(node.Value.At) > options.Value.Lifetime)
            {
                _entries.Remove(key);
                _bytes -= SizeOf(node.Value);
                return null;
            }

            _byUse.AddFirst(node);
            return node.Value.Answer;
        }
    }

    /// <summary>Keeps what was said; one that alone is larger than the memory is not kept.</summary>
    internal void Keep(string key, KeptAnswer answer)
    {
        var added = new Entry(key, answer, time.GetTimestamp());
        lock (_lock)
        {
            if (_entries.Remove(key, out LinkedListNode<Entry>? before))
            {
                _byUse.Remove(before);
                _bytes -= SizeOf(before.Value);
            }

            _entries[key] = _byUse.AddFirst(added);
            _bytes += SizeOf(added);
            while (_bytes > options.Value.MaxBytes && _byUse.Last is { } oldest)
            {
                _byUse.RemoveLast();
                _entries.Remove(oldest.Value.Key);
                _bytes -= SizeOf(oldest.Value);
            }
        }
    }

    private static long SizeOf(Entry entry) => BytesPerEntry + (2L * entry.Answer.Text.Length);

    private sealed record Entry(string Key, KeptAnswer Answer, long At);
}
