using Rag.Pipeline;
using Rag.Stores.Http;

namespace Rag.Stores.Tests.Http;

public sealed class IndexNamesTests
{
    [Theory]
    [InlineData("tenant", "docs", 1, "rag.tenant.docs.1")]
    [InlineData("a_b-c", "0", 12, "rag.a_b-c.0.12")]
    [InlineData("Ten.ant", "é/..", 1, "rag.=54en=2eant.=c3=a9=2f=2e=2e.1")]
    [InlineData("=54en", "", 2, "rag.=3d54en..2")]
    public void A_name_tells_its_index(string tenant, string collection, int generation, string name)
    {
        var index = new IndexId(tenant, collection, generation);

        Assert.Equal(name, IndexNames.Of("rag", index));
        Assert.True(IndexNames.TryParse("rag", name, out IndexId parsed));
        Assert.Equal(index, parsed);
    }

    [Theory]
    [InlineData("other.tenant.docs.1")]
    [InlineData("rag.tenant.docs")]
    [InlineData("rag.tenant.docs.1.2")]
    [InlineData("rag.tenant.docs.01")]
    [InlineData("rag.tenant.docs.-1")]
    [InlineData("rag.=61.docs.1")]
    [InlineData("rag.=5.docs.1")]
    [InlineData("rag.=zz.docs.1")]
    [InlineData("rag.Tenant.docs.1")]
    [InlineData("")]
    public void A_name_that_is_not_ours_is_nothing(string name) =>
        Assert.False(IndexNames.TryParse("rag", name, out _));
}
