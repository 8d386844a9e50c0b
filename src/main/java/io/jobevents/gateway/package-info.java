/** x */
package io.jobevents.gateway;
