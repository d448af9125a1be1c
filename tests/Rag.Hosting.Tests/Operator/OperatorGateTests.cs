using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Rag.Hosting.Operator;

namespace Rag.Hosting.Tests.Operator;

public sealed class OperatorGateTests
{
    private const string Key = "correct-horse";

    [Theory]
    [InlineData("localhost", HttpStatusCode.OK)]
    [InlineData("127.0.0.1:8081", HttpStatusCode.OK)]
    [InlineData("[::1]:8081", HttpStatusCode.OK)]
    [InlineData("rebound.example", HttpStatusCode.Forbidden)]
    public async Task Without_a_key_it_opens_under_a_name_of_this_machine_only(string host, HttpStatusCode expected)
    {
        await using WebApplication application = await StartAsync(key: null);

        Assert.Equal(expected, await AskAsync(application, host));
    }

    [Theory]
    [InlineData("Bearer correct-horse", HttpStatusCode.OK)]
    [InlineData("Basic b3BlcmF0b3I6Y29ycmVjdC1ob3JzZQ==", HttpStatusCode.OK)]
    [InlineData("Bearer wrong-horse", HttpStatusCode.Unauthorized)]
    [InlineData("Basic Y29ycmVjdC1ob3JzZTo=", HttpStatusCode.Unauthorized)]
    [InlineData("Basic ***", HttpStatusCode.Unauthorized)]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    public async Task With_a_key_it_opens_to_whoever_sends_it(string? authorization, HttpStatusCode expected)
    {
        await using WebApplication application = await StartAsync(Key);

        Assert.Equal(expected, await AskAsync(application, "rag.example", authorization));
    }

    private static async Task<WebApplication> StartAsync(string? key)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration["Rag:Operator:Key"] = key;
        builder.Services.AddOperatorPages(builder.Configuration.GetSection("Rag"));
        WebApplication application = builder.Build();
        application.UseOperatorGate("/dashboard");
        application.MapGet("/dashboard", () => "open");
        await application.StartAsync(TestContext.Current.CancellationToken);
        return application;
    }

    private static async Task<HttpStatusCode> AskAsync(
        WebApplication application, string host, string? authorization = null)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{application.Urls.Single()}/dashboard");
        request.Headers.Host = host;
        if (authorization is not null) request.Headers.TryAddWithoutValidation("Authorization", authorization);
        using HttpResponseMessage answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }
}
