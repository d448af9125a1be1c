using System.Globalization;
using System.Text;

namespace Rag.Fakes.Weaviate.GraphQl;

/// <summary>Cuts a query into words. White space, commas and comments stand between them.</summary>
internal sealed class GraphQlLexer(string query)
{
    private int _next;
    private int _line = 1;
    private int _lineStart;

    private GraphQlPosition Here => new(_line, _next - _lineStart + 1);

    public GraphQlToken Read()
    {
        SkipIgnored();
        GraphQlPosition place = Here;
        if (_next >= query.Length) return new GraphQlToken(GraphQlTokenKind.End, "", place);
        char c = query[_next];
        if (char.IsAsciiLetter(c) || c == '_')
            return new GraphQlToken(GraphQlTokenKind.Name, ReadWhile(IsNamePart), place);
        if (char.IsAsciiDigit(c) || c == '-') return ReadNumber(place);
        if (c == '"') return new GraphQlToken(GraphQlTokenKind.Text, ReadText(), place);
        if (query.AsSpan(_next).StartsWith("...")) return Punctuation(3, place);
        if ("{}()[]:=!$@|".Contains(c)) return Punctuation(1, place);
        throw Wrong($"Unexpected character \"{c}\".");
    }

    private void SkipIgnored()
    {
        for (; _next < query.Length; _next++)
        {
            switch (query[_next])
            {
                case '\n':
                    _line++;
                    _lineStart = _next + 1;
                    break;
                case ' ' or '\t' or '\r' or ',' or '\uFEFF':
                    break;
                case '#':
                    while (_next + 1 < query.Length && query[_next + 1] != '\n') _next++;
                    break;
                default:
                    return;
            }
        }
    }

    private GraphQlToken Punctuation(int length, GraphQlPosition place)
    {
        string text = query.Substring(_next, length);
        _next += length;
        return new GraphQlToken(GraphQlTokenKind.Punctuation, text, place);
    }

    private GraphQlToken ReadNumber(GraphQlPosition place)
    {
        string text = ReadWhile(c => char.IsAsciiDigit(c) || c is '-' or '+' or '.' or 'e' or 'E');
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _))
            throw new GraphQlError($"Syntax Error GraphQL request: Invalid number {text}", place);
        bool isFloat = text.AsSpan().ContainsAny('.', 'e', 'E');
        return new GraphQlToken(isFloat ? GraphQlTokenKind.Float : GraphQlTokenKind.Integer, text, place);
    }

    private string ReadText()
    {
        var text = new StringBuilder();
        for (_next++; ; _next++)
        {
            if (_next >= query.Length || query[_next] is '\n' or '\r') throw Wrong("Unterminated string.");
            char c = query[_next];
            if (c == '"') break;
            if (c < ' ' && c != '\t') throw Wrong("Invalid character within String.");
            text.Append(c == '\\' ? ReadEscape() : c);
        }

        _next++;
        return text.ToString();
    }

    /// <summary>Each escape makes one character by itself: half an emoji is not joined with its other half.</summary>
    private char ReadEscape()
    {
        _next++;
        char c = _next < query.Length ? query[_next] : '\0';
        switch (c)
        {
            case '"' or '\\' or '/': return c;
            case 'b': return '\b';
            case 'f': return '\f';
            case 'n': return '\n';
            case 'r': return '\r';
            case 't': return '\t';
            case 'u' when _next + 4 < query.Length && ushort.TryParse(
                query.AsSpan(_next + 1, 4),
                NumberStyles.AllowHexSpecifier,
                CultureInfo.InvariantCulture,
                out ushort code):
                _next += 4;
                return char.IsSurrogate((char)code) ? '\uFFFD' : (char)code;
            default:
                throw Wrong("Invalid character escape sequence.");
        }
    }

    private string ReadWhile(Func<char, bool> belongs)
    {
        int start = _next;
        while (_next < query.Length && belongs(query[_next])) _next++;
        return query[start.._next];
    }

    private static bool IsNamePart(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';

    private GraphQlError Wrong(string what) =>
        new($"Syntax Error GraphQL request ({Here.Line}:{Here.Column}) {what}", Here);
}
