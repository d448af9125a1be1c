namespace Rag.Pipeline.Answering.Leaks;

/// <summary>
/// Watches one answer for the service's own instructions, whatever pieces it comes in. What the sources say as well is
/// no secret. Not thread-safe.
/// </summary>
/// <param name="marks">The canary's forms.</param>
/// <param name="secret">The instructions.</param>
/// <param name="sources">What the model may repeat.</param>
internal sealed class LeakScan(MarkSearch marks, SecretText secret, IReadOnlyList<string> sources)
{
    private readonly char[] _last = new char[SecretText.StretchLength];
    private int _count;
    private int _state;
    private ulong _hash;

    /// <summary>Takes a piece; <see langword="true"/> if with it the answer repeats the instructions.</summary>
    public bool Finds(ReadOnlySpan<char> piece)
    {
        foreach (char written in piece)
        {
            if (!char.IsLetterOrDigit(written)) continue;
            char c = char.ToLowerInvariant(written);
            if (marks.Step(ref _state, c)) return true;
            ref char oldest = ref _last[_count % _last.Length];
            _hash = SecretText.Roll(_hash, c, oldest);
            oldest = c;
            _count++;
            if (secret.MayHold(_hash) && IsLeak()) return true;
        }

        return false;
    }

    private bool IsLeak()
    {
        int start = _count % _last.Length;
        string stretch = string.Concat(_last.AsSpan(start), _last.AsSpan(0, start));
        return secret.Holds(stretch)
            && !sources.Any(source => SecretText.Normalize(source).Contains(stretch, StringComparison.Ordinal));
    }
}
