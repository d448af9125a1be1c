using System.Globalization;
using System.Text.Json.Nodes;

namespace Rag.Fakes.Weaviate.GraphQl;

/// <summary>
/// Reads the part of GraphQL that clients of Weaviate send: operations, fields, aliases, arguments. Variables,
/// fragments and directives are refused: they need the server's generated type names, and no client sends them.
/// </summary>
internal sealed class GraphQlParser
{
    private readonly GraphQlLexer _lexer;
    private GraphQlToken _token;

    private GraphQlParser(string query)
    {
        _lexer = new GraphQlLexer(query);
        _token = _lexer.Read();
    }

    /// <summary>The operations of a request; at least one.</summary>
    /// <exception cref="GraphQlError">It is not GraphQL.</exception>
    public static IReadOnlyList<GraphQlOperation> Parse(string query)
    {
        var parser = new GraphQlParser(query);
        var operations = new List<GraphQlOperation>();
        do operations.Add(parser.ReadOperation());
        while (parser._token.Kind != GraphQlTokenKind.End);
        return operations;
    }

    private GraphQlOperation ReadOperation()
    {
        GraphQlPosition place = _token.Place;
        if (_token.Text == "{") return new GraphQlOperation("query", null, place, ReadSelection());
        string kind = Expect(GraphQlTokenKind.Name).Text;
        if (kind is not ("query" or "mutation" or "subscription"))
            throw Wrong($"Unexpected Name \"{kind}\"", place);
        string? name = _token.Kind == GraphQlTokenKind.Name ? Take().Text : null;
        return new GraphQlOperation(kind, name, place, ReadSelection());
    }

    private List<GraphQlField> ReadSelection()
    {
        ExpectPunctuation("{");
        var fields = new List<GraphQlField>();
        do fields.Add(ReadField());
        while (_token.Text != "}" || _token.Kind != GraphQlTokenKind.Punctuation);
        Take();
        return fields;
    }

    private GraphQlField ReadField()
    {
        GraphQlToken first = Expect(GraphQlTokenKind.Name);
        string name = TakeIf(":") ? Expect(GraphQlTokenKind.Name).Text : first.Text;
        var arguments = new List<GraphQlArgument>();
        if (TakeIf("("))
        {
            while (!TakeIf(")")) arguments.Add(ReadArgument());
        }

        bool hasSelection = _token is { Kind: GraphQlTokenKind.Punctuation, Text: "{" };
        return new GraphQlField(first.Text, name, first.Place, arguments, hasSelection ? ReadSelection() : []);
    }

    private GraphQlArgument ReadArgument()
    {
        GraphQlToken name = Expect(GraphQlTokenKind.Name);
        ExpectPunctuation(":");
        GraphQlPosition place = _token.Place;
        return new GraphQlArgument(name.Text, name.Place, ReadValue(), place);
    }

    private JsonNode ReadValue()
    {
        GraphQlToken token = Take();
        switch (token.Kind)
        {
            case GraphQlTokenKind.Text:
                return JsonValue.Create(token.Text);
            case GraphQlTokenKind.Integer when long.TryParse(
                token.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long integer):
                return JsonValue.Create(integer);
            case GraphQlTokenKind.Integer or GraphQlTokenKind.Float:
                return JsonValue.Create(double.Parse(token.Text, CultureInfo.InvariantCulture));
            case GraphQlTokenKind.Name when token.Text is "true" or "false":
                return JsonValue.Create(token.Text == "true");
            case GraphQlTokenKind.Name when token.Text != "null":
                return GraphQlEnum.Of(token.Text);
            case GraphQlTokenKind.Punctuation when token.Text == "[":
                return ReadList();
            case GraphQlTokenKind.Punctuation when token.Text == "{":
                return ReadObject();
            default:
                throw Wrong($"Unexpected {token}", token.Place);
        }
    }

    private JsonArray ReadList()
    {
        var list = new JsonArray();
        while (!TakeIf("]")) list.Add(ReadValue());
        return list;
    }

    private JsonObject ReadObject()
    {
        var json = new JsonObject();
        while (!TakeIf("}"))
        {
            string name = Expect(GraphQlTokenKind.Name).Text;
            ExpectPunctuation(":");
            json[name] = ReadValue();
        }

        return json;
    }

    private bool TakeIf(string punctuation)
    {
        bool found = _token.Kind == GraphQlTokenKind.Punctuation && _token.Text == punctuation;
        if (found) Take();
        return found;
    }

    private void ExpectPunctuation(string text)
    {
        if (!TakeIf(text)) throw Wrong($"Expected {text}, found {_token}", _token.Place);
    }

    private GraphQlToken Expect(GraphQlTokenKind kind) =>
        _token.Kind == kind ? Take() : throw Wrong($"Expected {kind}, found {_token}", _token.Place);

    private GraphQlToken Take()
    {
        GraphQlToken taken = _token;
        if (taken.Kind != GraphQlTokenKind.End) _token = _lexer.Read();
        return taken;
    }

    private static GraphQlError Wrong(string what, GraphQlPosition place) =>
        new($"Syntax Error GraphQL request ({place.Line}:{place.Column}) {what}", place);
}
