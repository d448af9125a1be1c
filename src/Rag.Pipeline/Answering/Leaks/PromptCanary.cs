using System.Security.Cryptography;
using System.Text;

namespace Rag.Pipeline.Answering.Leaks;

/// <summary>
/// A random mark in the instructions of a chat model: whatever repeats it repeats them, word by word or encoded. One
/// for each process, so that a provider's cache of prompts keeps working. Immutable.
/// </summary>
public sealed class PromptCanary
{
    private const int RandomBytes = 8;

    /// <summary>Draws a new one.</summary>
    public PromptCanary()
        : this(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(RandomBytes)))
    {
    }

    internal PromptCanary(string value)
    {
        Value = value;
        Marks = new MarkSearch(FormsOf(value));
    }

    /// <summary>The mark: 16 hexadecimal digits.</summary>
    public string Value { get; }

    /// <summary>Finds it in any of its forms.</summary>
    internal MarkSearch Marks { get; }

    /// <summary>
    /// As it is, backwards, by ROT13, in hexadecimal, and in base64 at each of the three places that it can have in
    /// longer text; what depends on its neighbours is left out there.
    /// </summary>
    private static IEnumerable<string> FormsOf(string value)
    {
        byte[] bytes = Encoding.ASCII.GetBytes(value);
        yield return value;
        yield return string.Concat(value.Reverse());
        yield return string.Concat(value.Select(c => char.IsAsciiLetter(c) ? (char)('a' + ((c - 'a' + 13) % 26)) : c));
        yield return Convert.ToHexStringLower(bytes);
        for (int before = 0; before < 3; before++)
        {
            string encoded = Convert.ToBase64String([.. new byte[before], .. bytes]);
            int start = before == 0 ? 0 : before + 1;
            int end = (before + bytes.Length) / 3 * 4;
            yield return encoded[start..end].ToLowerInvariant();
        }
    }
}
