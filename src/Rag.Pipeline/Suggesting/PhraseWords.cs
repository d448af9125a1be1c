using System.Text;
using Rag.Pipeline.Lexical;

namespace Rag.Pipeline.Suggesting;

/// <summary>
/// Words as somebody types them: folded, but neither stemmed nor without stop words, because the beginning of a word is
/// compared. A character of a script without spaces is a word.
/// </summary>
internal static class PhraseWords
{
    /// <summary>The words of a text in order.</summary>
    public static List<string> Of(string text)
    {
        string folded = text.Normalize(NormalizationForm.FormKC).ToLowerInvariant();
        var words = new List<string>();
        int start = -1;
        for (int position = 0; position < folded.Length;)
        {
            CharacterClass current = CharacterClasses.Of(folded, position, out int width);
            bool isUnspaced = current is CharacterClass.Unspaced or CharacterClass.UnspacedPrefix;
            bool isPart = current is CharacterClass.Letter or CharacterClass.Digit or CharacterClass.Number
                || (start >= 0 && current is CharacterClass.Mark or CharacterClass.Format);
            if (start >= 0 && !isPart)
            {
                words.Add(folded[start..position]);
                start = -1;
            }

            if (isUnspaced) words.Add(folded.Substring(position, width));
            else if (isPart && start < 0) start = position;
            position += width;
        }

        if (start >= 0) words.Add(folded[start..]);
        return words;
    }
}
