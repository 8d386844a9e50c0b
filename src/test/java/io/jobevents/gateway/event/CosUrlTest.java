package io.jobevents.gateway.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of {@link CosUrl}: bucket, region and key of an object's address. */
class CosUrlTest {

    @ParameterizedTest
    @CsvSource({
        "https://b-1.cos.ap-guangzhou.myqcloud.com/a/b.png, b-1, ap-guangzhou, a/b.png",
        "http://b-1.cos.r.myqcloud.com/a, b-1, r, a",
        "HTTPS://B-1.COS.AP-X.myqcloud.com/A, b-1, ap-x, A",
        "https://b-1.cos.r.myqcloud.com:443/a?sign=%zz#f, b-1, r, a",
        "https://b-1.cos.r.myqcloud.com/a+b%20%E7%8C%AB%2Fc, b-1, r, a+b 猫/c",
        "https://b-1.cos.r.myqcloud.com//a, b-1, r, /a",
        "https://b-1.cos.r.myqcloud.com/猫, b-1, r, 猫",
        "https://b-1.cos.r.myqcloud.com/, b-1, r,",
        "https://b-1.cos.r.myqcloud.com, b-1, r,",
        "https://b-1.cos.r.myqcloud.com?a=/b, b-1, r,",
        "https://b-1.cos.r.myqcloud.com/%, b-1, r,",
        "https://b-1.cos.r.myqcloud.com/%4, b-1, r,",
        "https://b-1.cos.r.myqcloud.com/%zz, b-1, r,",
        "https://b-1.cos.r.myqcloud.com/%ff, b-1, r,",
        "https://b-1.cos.r.myqcloud.com/%00, b-1, r,"
    })
    void addressOfCos_hasBucketRegionAndKey(String url, String bucket, String region, String key) {
        assertThat(CosUrl.read(url)).contains(new CosUrl(bucket, region, Optional.ofNullable(key)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "b-1.cos.r.myqcloud.com/a",
                "ftp://b-1.cos.r.myqcloud.com/a",
                "https://cos.r.myqcloud.com/a",
                "https://b-1.cos.r.myqcloud.com.example.com/a",
                "https://u@b-1.cos.r.myqcloud.com/a",
                "https://example.com/https://b-1.cos.r.myqcloud.com/a",
                "https://b.1.cos.r.myqcloud.com/a",
                "https://cdn.example.com/a"
            })
    void otherAddress_hasNone(String url) {
        assertThat(CosUrl.read(url)).isEmpty();
    }
}
