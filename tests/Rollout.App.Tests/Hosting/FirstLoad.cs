using System.IO.Compression;
using System.Net;
using AngleSharp.Html.Parser;

namespace Rollout.App.Tests.Hosting;

/// <summary>What a browser that was never here before fetches to show a page: the page and what its head and end name, in bytes on the wire.</summary>
internal sealed class FirstLoad(Uri address, string? cookie = null)
{
    private static readonly HttpClient Http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, AutomaticDecompression = DecompressionMethods.None });

    // What the scripts of live pages fetch by themselves.
    private static readonly string[] Modules = ["/js/planner.js", "/js/control-room.js"];
    private readonly Dictionary<string, int> _assets = [];

    public async Task<(HttpStatusCode Status, int Bytes, string Html)> OfAsync(string path)
    {
        using var response = await AskAsync(path);
        var body = await response.Content.ReadAsByteArrayAsync();
        var html = Decompressed(body, response.Content.Headers.ContentEncoding.SingleOrDefault());
        var bytes = body.Length;
        var document = await new HtmlParser().ParseDocumentAsync(html);
        var scripts = document.QuerySelectorAll("script[src]").Select(s => s.GetAttribute("src")!).ToList();
        foreach (var named in document.QuerySelectorAll("link[href]").Select(l => l.GetAttribute("href")!).Concat(scripts).Concat(scripts.Exists(s => s.Contains("blazor.web", StringComparison.Ordinal)) ? Modules : []))
        {
            bytes += await SizeAsync(named);
        }

        return (response.StatusCode, bytes, html);
    }

    public async Task<HttpResponseMessage> AskAsync(string path, string? fetchSite = "none", string encodings = "gzip, br")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, path));
        request.Headers.Add("Accept-Encoding", encodings);
        if (fetchSite is not null)
        {
            request.Headers.Add("Sec-Fetch-Site", fetchSite);
        }

        if (cookie is not null)
        {
            request.Headers.Add("Cookie", cookie);
        }

        return await Http.SendAsync(request);
    }

    private async Task<int> SizeAsync(string asset)
    {
        if (!_assets.TryGetValue(asset, out var size))
        {
            using var response = await AskAsync(asset, "same-origin");
            Assert.True(response.IsSuccessStatusCode, $"{asset}: {response.StatusCode}");
            _assets[asset] = size = (await response.Content.ReadAsByteArrayAsync()).Length;
        }

        return size;
    }

    private static string Decompressed(byte[] body, string? encoding)
    {
        using Stream stream = encoding switch
        {
            "br" => new BrotliStream(new MemoryStream(body), CompressionMode.Decompress),
            "gzip" => new GZipStream(new MemoryStream(body), CompressionMode.Decompress),
            _ => new MemoryStream(body),
        };
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
