using System.Text.Json;
using Rag.Fakes.Tests;
using Rag.Pipeline.Structured;

namespace Rag.Pipeline.Tests.Structured;

/// <summary>
/// The official test suite: of every schema either all values are judged as it says, or the schema is refused for a
/// keyword, or a form of one, that is listed here. None is ignored.
/// </summary>
public sealed class JsonSchemaSuiteTests
{
    /// <summary>Refused schemas, by what is refused in them; from <c>exclusiveMaximum</c> on these are forms
    /// that later drafts have changed.</summary>
    private static readonly Dictionary<string, int> Refused = new()
    {
        ["additionalItems"] = 2,
        ["dependencies"] = 3,
        ["multipleOf"] = 3,
        ["pattern"] = 2,
        ["patternProperties"] = 5,
        ["reference to another document"] = 6,
        ["tilda~field"] = 1,
        ["exclusiveMaximum"] = 1,
        ["exclusiveMinimum"] = 1,
        ["id"] = 1,
        ["items"] = 5,
    };

    [Fact]
    public async Task Every_schema_is_judged_by_as_the_suite_says_or_refused()
    {
        string folder = await Outside.InstallNpmAsync(
            "json-schema-suite", "tests/Rag.Pipeline.Tests/Structured/suite", "json-schema-test-suite");
        var refused = new Dictionary<string, int>();
        List<string> wrong = [];
        int judged = 0;
        string suite = Path.Combine(folder, "node_modules", "json-schema-test-suite", "tests", "draft4");
        foreach (string file in Directory.GetFiles(suite, "*.json"))
        {
            using JsonDocument groups = JsonDocument.Parse(await File.ReadAllTextAsync(file));
            foreach (JsonElement group in groups.RootElement.EnumerateArray())
            {
                string json = group.GetProperty("schema").GetRawText();
                if (!JsonSchema.TryRead(json, out JsonSchema? schema, out string? why))
                {
                    refused[ReasonOf(why)] = refused.GetValueOrDefault(ReasonOf(why)) + 1;
                    continue;
                }

                foreach (JsonElement test in group.GetProperty("tests").EnumerateArray())
                {
                    judged++;
                    bool isValid = schema.FindProblem(test.GetProperty("data")) is null;
                    if (isValid != test.GetProperty("valid").GetBoolean())
                        wrong.Add($"{Path.GetFileName(file)}: {group.GetProperty("description")}: {test}");
                }
            }
        }

        Assert.Empty(wrong);
        Assert.Equal(
            Refused.OrderBy(pair => pair.Key, StringComparer.Ordinal),
            refused.OrderBy(pair => pair.Key, StringComparer.Ordinal));
        Assert.Equal(174, judged);
    }

    /// <summary>The keyword that a refusal names.</summary>
    private static string ReasonOf(string refusal) =>
        refusal.Contains("must name a schema of this document", StringComparison.Ordinal)
            ? "reference to another document"
            : refusal.Split('\'')[1].Split('/')[^1];
}
