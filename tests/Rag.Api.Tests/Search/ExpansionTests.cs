using System.Net;
using System.Text.Json;
using Rag.Fakes.Faults;

namespace Rag.Api.Tests.Search;

public sealed class ExpansionTests(ChattyApplication application, RagApplication plain)
    : IClassFixture<ChattyApplication>
{
    private HttpClient Client => application.Client;

    [Fact]
    public async Task Other_wordings_find_what_the_question_does_not_say()
    {
        string collection = await VehiclesAsync();
        await application.ScriptAsync("1. \"The mass of the lorry\"\n- tonnage of the truck\n\nHow heavy is it?\n");

        JsonElement found = await SearchAsync(
            collection, """{"query":"How heavy is it?","mode":"keyword","expansion":"multi_query"}""");

        Assert.Equal(
            ["How heavy is it?", "The mass of the lorry", "tonnage of the truck"],
            found.GetProperty("searched_for").EnumerateArray().Select(text => text.GetString()));
        JsonElement hit = Assert.Single(found.GetProperty("results").EnumerateArray());
        Assert.Equal("lorry", hit.GetProperty("document_id").GetString());
        Assert.Contains(
            "<question>\nHow heavy is it?\n</question>", Assert.Single(application.Prompts()).User,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_imagined_passage_moves_the_vector_that_is_searched_for()
    {
        string collection = await VehiclesAsync();
        const string Query = """{"query":"What about the vessel?","mode":"vector" """;
        JsonElement before = await SearchAsync(collection, Query + "}");
        await application.ScriptAsync("The lorry has a mass of nine tonnes.");

        JsonElement found = await SearchAsync(collection, Query + ""","expansion":"hyde"}""");

        Assert.Equal("boat", before.GetProperty("results")[0].GetProperty("document_id").GetString());
        Assert.Equal("lorry", found.GetProperty("results")[0].GetProperty("document_id").GetString());
        Assert.Equal(
            ["What about the vessel?", "The lorry has a mass of nine tonnes."],
            found.GetProperty("searched_for").EnumerateArray().Select(text => text.GetString()));
    }

    [Theory]
    [InlineData("multi_query")]
    [InlineData("hyde")]
    public async Task A_model_that_fails_costs_the_expansion_and_not_the_search(string expansion)
    {
        string collection = await VehiclesAsync();
        application.Models.Faults.Set([new Fault(FaultKind.Refuse) { Status = 503, Path = "/v1/chat" }]);

        JsonElement found = await SearchAsync(collection, $$"""{"query":"lorry","expansion":"{{expansion}}"}""");

        application.Models.Faults.Set([]);
        Assert.Equal("lorry", found.GetProperty("results")[0].GetProperty("document_id").GetString());
        Assert.Equal(JsonValueKind.Null, found.GetProperty("searched_for").ValueKind);
        Assert.Contains(
            $"'{expansion}'", found.GetProperty("warnings")[0].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_question_is_expanded_as_well()
    {
        string collection = await VehiclesAsync();
        await application.ScriptAsync("The mass of the lorry", "Nine tonnes. [1]");

        JsonElement answer = await Client.PostJsonAsync(
            $"/v1/collections/{collection}/query",
            """{"question":"How heavy is it?","mode":"keyword","expansion":"multi_query"}""")
            .JsonAsync(HttpStatusCode.OK);

        Assert.Equal("Nine tonnes. [1]", answer.GetProperty("answer").GetString());
        Assert.Equal("lorry", answer.GetProperty("sources")[0].GetProperty("document_id").GetString());
        Assert.Equal(2, answer.GetProperty("searched_for").GetArrayLength());
    }

    [Theory]
    [InlineData("""{"query":"x","expansion":"rm3"}""", "multi_query, hyde")]
    [InlineData("""{"queries":["x"],"expansion":"multi_query"}""", "Both 'queries' and 'expansion'")]
    [InlineData("""{"query":"x","mode":"keyword","expansion":"hyde"}""", "'mode' is 'keyword'")]
    public async Task An_expansion_that_cannot_be_is_refused(string body, string reason)
    {
        JsonElement problem =
            await Client.PostJsonAsync("/v1/collections/default/search", body).ProblemAsync(422, "invalid");

        Assert.Contains(reason, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("search", """{"query":"x","expansion":"hyde"}""")]
    [InlineData("query", """{"question":"x","expansion":"multi_query"}""")]
    public async Task Without_a_chat_model_an_expansion_is_refused(string path, string body)
    {
        JsonElement problem = await plain.Client.PostJsonAsync($"/v1/collections/default/{path}", body)
            .ProblemAsync(422, "no_chat_model");

        Assert.Contains("Rag:Models:ChatProvider", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    private async Task<string> VehiclesAsync()
    {
        string collection = await Client.NewCollectionAsync();
        await Client.IngestAsync(collection, "The lorry has a mass of nine tonnes.", ("document_id", "lorry"));
        await Client.IngestAsync(collection, "What the vessel carries is fish.", ("document_id", "boat"));
        return collection;
    }

    private Task<JsonElement> SearchAsync(string collection, string body) => Client
        .PostJsonAsync($"/v1/collections/{collection}/search", body).JsonAsync(HttpStatusCode.OK);
}
