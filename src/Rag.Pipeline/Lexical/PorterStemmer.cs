namespace Rag.Pipeline.Lexical;

/// <summary>
/// The classic Porter stemmer (M. F. Porter, "An algorithm for suffix stripping", 1980) with the author's two later
/// departures (<c>bli → ble</c>, <c>logi → log</c>), as in Lucene. The names of the steps are those of the paper.
/// </summary>
internal ref struct PorterStemmer
{
    private readonly Span<char> _word;
    private int _length;

    private PorterStemmer(Span<char> word, int length)
    {
        _word = word;
        _length = length;
    }

    /// <summary>Stems in place; words of one or two letters stay.</summary>
    /// <param name="word">Letters <c>a</c> to <c>z</c> only. The stem is never longer than the word.</param>
    /// <returns>Length of the stem, which stands at the start of <paramref name="word"/>.</returns>
    public static int Stem(Span<char> word)
    {
        if (word.Length <= 2)
            return word.Length;
        var stemmer = new PorterStemmer(word, word.Length);
        stemmer.Step1();
        stemmer.Step2();
        stemmer.Step3();
        stemmer.Step4();
        stemmer.Step5();
        return stemmer._length;
    }

    private readonly ReadOnlySpan<char> Word => _word[.._length];

    private void Step1()
    {
        if (_word[_length - 1] == 's')
            Step1Plural();
        if (Word.EndsWith("eed"))
        {
            if (Measure(_length - 3) > 0)
                _length--;
        }
        else if ((Word.EndsWith("ed") && HasVowel(_length - 2)) || (Word.EndsWith("ing") && HasVowel(_length - 3)))
        {
            _length -= _word[_length - 1] == 'd' ? 2 : 3;
            Step1Repair();
        }
        if (_length > 0 && _word[_length - 1] == 'y' && HasVowel(_length - 1))
            _word[_length - 1] = 'i';
    }

    private void Step1Plural()
    {
        if (Word.EndsWith("sses") || Word.EndsWith("ies"))
            _length -= 2;
        else if (!Word.EndsWith("ss"))
            _length--;
    }

    private void Step1Repair()
    {
        if (Word.EndsWith("at") || Word.EndsWith("bl") || Word.EndsWith("iz"))
            Append('e');
        else if (EndsWithDoubleConsonant() && _word[_length - 1] is not ('l' or 's' or 'z'))
            _length--;
        else if (Measure(_length) == 1 && EndsWithShortSyllable(_length))
            Append('e');
    }

    private void Step2()
    {
        if (_length < 3)
            return;
        _ = _word[_length - 2] switch
        {
            'a' => Replace("ational", "ate") || Replace("tional", "tion"),
            'c' => Replace("enci", "ence") || Replace("anci", "ance"),
            'e' => Replace("izer", "ize"),
            'l' => Replace("bli", "ble") || Replace("alli", "al") || Replace("entli", "ent") ||
                Replace("ousli", "ous") || Replace("eli", "e"),
            'o' => Replace("ization", "ize") || Replace("ation", "ate") || Replace("ator", "ate"),
            's' => Replace("alism", "al") || Replace("iveness", "ive") || Replace("fulness", "ful") ||
                Replace("ousness", "ous"),
            't' => Replace("aliti", "al") || Replace("iviti", "ive") || Replace("biliti", "ble"),
            'g' => Replace("logi", "log"),
            _ => false,
        };
    }

    private void Step3()
    {
        if (_length < 3)
            return;
        _ = _word[_length - 1] switch
        {
            'e' => Replace("icate", "ic") || Replace("ative", "") || Replace("alize", "al"),
            'i' => Replace("iciti", "ic"),
            'l' => Replace("ical", "ic") || Replace("ful", ""),
            's' => Replace("ness", ""),
            _ => false,
        };
    }

    private void Step4()
    {
        if (_length < 3)
            return;
        _ = _word[_length - 2] switch
        {
            'a' => Remove("al"),
            'c' => Remove("ance") || Remove("ence"),
            'e' => Remove("er"),
            'i' => Remove("ic"),
            'l' => Remove("able") || Remove("ible"),
            'n' => Remove("ant") || Remove("ement") || Remove("ment") || Remove("ent"),
            'o' => RemoveIon() || Remove("ou"),
            's' => Remove("ism"),
            't' => Remove("ate") || Remove("iti"),
            'u' => Remove("ous"),
            'v' => Remove("ive"),
            'z' => Remove("ize"),
            _ => false,
        };
    }

    private void Step5()
    {
        if (_length > 0 && _word[_length - 1] == 'e')
        {
            int measure = Measure(_length - 1);
            if (measure > 1 || (measure == 1 && !EndsWithShortSyllable(_length - 1)))
                _length--;
        }
        if (_length > 1 && _word[_length - 1] == 'l' && _word[_length - 2] == 'l' && Measure(_length) > 1)
            _length--;
    }

    /// <summary>Answers whether the suffix is there, replaced or not: the longest match alone decides.</summary>
    private bool Replace(ReadOnlySpan<char> suffix, ReadOnlySpan<char> replacement)
    {
        if (!Word.EndsWith(suffix))
            return false;
        int stem = _length - suffix.Length;
        if (Measure(stem) > 0)
        {
            replacement.CopyTo(_word[stem..]);
            _length = stem + replacement.Length;
        }
        return true;
    }

    private bool Remove(ReadOnlySpan<char> suffix)
    {
        if (!Word.EndsWith(suffix))
            return false;
        if (Measure(_length - suffix.Length) > 1)
            _length -= suffix.Length;
        return true;
    }

    private bool RemoveIon()
    {
        if (!Word.EndsWith("ion"))
            return false;
        int stem = _length - 3;
        if (stem > 0 && _word[stem - 1] is 's' or 't' && Measure(stem) > 1)
            _length = stem;
        return true;
    }

    // Safe: called only after at least two letters were taken away.
    private void Append(char letter) => _word[_length++] = letter;

    private readonly bool IsConsonant(int index) => _word[index] switch
    {
        'a' or 'e' or 'i' or 'o' or 'u' => false,
        'y' => index == 0 || !IsConsonant(index - 1),
        _ => true,
    };

    /// <summary>The paper's m: how often a consonant follows a vowel in the first letters.</summary>
    private readonly int Measure(int end)
    {
        int measure = 0;
        bool afterVowel = false;
        bool consonant = false;
        for (int index = 0; index < end; index++)
        {
            // As IsConsonant, but carried along: a run of y would make that quadratic.
            consonant = _word[index] switch
            {
                'a' or 'e' or 'i' or 'o' or 'u' => false,
                'y' => index == 0 || !consonant,
                _ => true,
            };
            if (consonant && afterVowel)
                measure++;
            afterVowel = !consonant;
        }
        return measure;
    }

    private readonly bool HasVowel(int end)
    {
        for (int index = 0; index < end; index++)
        {
            if (!IsConsonant(index))
                return true;
        }
        return false;
    }

    private readonly bool EndsWithDoubleConsonant() =>
        _length > 1 && _word[_length - 1] == _word[_length - 2] && IsConsonant(_length - 1);

    /// <summary>Consonant, vowel, consonant other than w, x, y.</summary>
    private readonly bool EndsWithShortSyllable(int end) =>
        end >= 3 && IsConsonant(end - 1) && !IsConsonant(end - 2) && IsConsonant(end - 3) &&
        _word[end - 1] is not ('w' or 'x' or 'y');
}
