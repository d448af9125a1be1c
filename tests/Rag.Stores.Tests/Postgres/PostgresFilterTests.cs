using Npgsql;
using Rag.Pipeline.Filtering;
using Rag.Stores.Postgres;

namespace Rag.Stores.Tests.Postgres;

public sealed class PostgresFilterTests : IDisposable
{
    private readonly PostgresStores _stores = PostgresStores.Create();

    public void Dispose() => _stores.Dispose();

    [Fact]
    public void A_condition_selects_exactly_what_the_filter_matches()
    {
        var made = new RandomFilters(20_261_121);
        Metadata[] metadata = [.. Enumerable.Range(0, 400).Select(_ => made.Metadata())];
        Filter[] filters = [.. Enumerable.Range(0, 600).Select(_ => made.Filter())];
        using var connection = new NpgsqlConnection(_stores.ConnectionString);
        connection.Open();
        using (var fill = new NpgsqlCommand(
            "CREATE TEMP TABLE m AS SELECT place, column_json::jsonb AS filter "
            + "FROM unnest($1::text[]) WITH ORDINALITY AS u (column_json, place)",
            connection))
        {
            fill.Parameters.Add(new() { Value = metadata.Select(PostgresFilter.Column).ToArray() });
            fill.ExecuteNonQuery();
        }

        int matched = 0;
        foreach (Filter filter in filters)
        {
            long[] expected =
                [.. metadata.Index().Where(item => filter.Matches(item.Item)).Select(item => item.Index + 1L)];
            Assert.Equal(expected, Select(connection, filter));
            matched += expected.Length;
        }

        Assert.InRange(matched, 400 * 600 / 10, 400 * 600 * 9 / 10);
    }

    [Theory]
    [InlineData("")]
    [InlineData("plain")]
    [InlineData("\0")]
    [InlineData("\u0001a\u0001b\0\0")]
    [InlineData("ends in \u0001")]
    [InlineData("👍")]
    public void A_text_reads_back_as_it_was(string text)
    {
        string stored = PostgresText.Encode(text);

        Assert.DoesNotContain('\0', stored);
        Assert.Equal(text, PostgresText.Decode(stored));
    }

    private static long[] Select(NpgsqlConnection connection, Filter filter)
    {
        var values = new List<object?>();
        string condition = PostgresFilter.Condition(filter, "filter", values);
        using var command = new NpgsqlCommand($"SELECT place FROM m WHERE {condition} ORDER BY place", connection);
        foreach (object? value in values)
        {
            command.Parameters.Add(new()
            {
                Value = value switch
                {
                    string text => PostgresText.Encode(text),
                    string[] texts => Array.ConvertAll(texts, PostgresText.Encode),
                    _ => value,
                },
            });
        }

        using NpgsqlDataReader reader = command.ExecuteReader();
        var places = new List<long>();
        while (reader.Read()) places.Add(reader.GetInt64(0));
        return [.. places];
    }
}
